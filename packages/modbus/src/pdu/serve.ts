import { type Area, addressCount, areas, readLimit } from '../area.ts';
import { exceptionBit, exceptionCode } from './exceptions.ts';
import { dataLength, type ReadRequest, readFunction } from './read.ts';

/** A request that a server understands, or the exception that answers it. */
export type Understood =
  | { readonly request: ReadRequest }
  | { readonly functionCode: number; readonly exception: number };

const areaOf = new Map<number, Area>(areas.map((area) => [readFunction[area], area]));

/**
 * What a request PDU asks for. The order of the checks is the specification's: function, quantity, address.
 * @see MODBUS Application Protocol V1.1b3, section 6.1, figure 11
 */
export function decodeRequest(pdu: Uint8Array): Understood {
  const [functionCode = 0, addressHigh = 0, addressLow = 0, quantityHigh = 0, quantityLow = 0] = pdu;
  const area = areaOf.get(functionCode);
  if (area === undefined) return { functionCode, exception: exceptionCode.illegalFunction };
  const address = (addressHigh << 8) | addressLow;
  const quantity = (quantityHigh << 8) | quantityLow;
  if (pdu.length !== 5 || quantity < 1 || quantity > readLimit(area)) {
    return { functionCode, exception: exceptionCode.illegalDataValue };
  }
  if (address + quantity > addressCount) {
    return { functionCode, exception: exceptionCode.illegalDataAddress };
  }
  return { request: { area, address, quantity } };
}

/** The PDU that answers a read. `data` has the length that the request asks for, see {@link dataLength}. */
export function encodeReadResponse(request: ReadRequest, data: Uint8Array): Uint8Array {
  const length = dataLength(request);
  const pdu = new Uint8Array(2 + length);
  pdu[0] = readFunction[request.area];
  pdu[1] = length;
  pdu.set(data.subarray(0, length), 2);
  return pdu;
}

export function encodeException(functionCode: number, exception: number): Uint8Array {
  return Uint8Array.of(functionCode | exceptionBit, exception);
}

/** Packs bits as a response carries them, the first one lowest; what is left over is 0. */
export function packBits(bits: readonly boolean[]): Uint8Array {
  const data = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, index) => {
    if (bit) data[index >> 3] = (data[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return data;
}
