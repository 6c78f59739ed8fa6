import { type Area, addressCount, areas, isBitArea, readLimit } from '../area.ts';
import { modbusErrors } from '../errors.ts';
import { checkAnswer, checkCount, checkRange, checkResponse, isWhole } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import type { ReadRequest } from './request.ts';
import { word, wordsPdu } from './words.ts';

/** @see MODBUS Application Protocol V1.1b3, sections 6.1 to 6.4 */
export const readFunction: Readonly<Record<Area, number>> = {
  coil: 1,
  'discrete-input': 2,
  'holding-register': 3,
  'input-register': 4,
};

const areaOf = new Map<number, Area>(areas.map((area) => [readFunction[area], area]));

/** How many data bytes answer a read. */
export function dataLength({ area, quantity }: Pick<ReadRequest, 'area' | 'quantity'>): number {
  return isBitArea(area) ? Math.ceil(quantity / 8) : quantity * 2;
}

/** A PDU of a function code, a byte count and data. */
export function countedPdu(functionCode: number, data: Uint8Array): Uint8Array {
  const pdu = new Uint8Array(2 + data.length);
  pdu[0] = functionCode;
  pdu[1] = data.length;
  pdu.set(data, 2);
  return pdu;
}

/** The data behind a byte count that is `length` and true. @throws `modbus.bad-response` */
export function countedData(pdu: Uint8Array, length: number): Uint8Array {
  checkResponse(pdu.length >= 2, () => 'it ends behind its function code');
  checkResponse(pdu[1] === length, () => `a byte count of ${pdu[1]} where ${length} was asked`);
  checkResponse(
    pdu.length === 2 + length,
    () => `${pdu.length - 2} data bytes where ${length} were announced`,
  );
  return pdu.subarray(2);
}

/** Function codes 1 to 4. */
export const readCodec: Codec<'read'> = {
  encodeRequest({ area, address, quantity }) {
    if (!areas.includes(area)) throw modbusErrors.badRequest({ reason: 'there is no such area' });
    checkCount('a read', quantity, 1, readLimit(area));
    checkRange(address, quantity);
    return wordsPdu(readFunction[area], address, quantity);
  },

  /** The order of the checks is the specification's. @see MODBUS Application Protocol V1.1b3, section 6.1, figure 11 */
  decodeRequest(pdu) {
    const area = areaOf.get(pdu[0] ?? 0);
    if (area === undefined) return exceptionCode.illegalFunction;
    const address = word(pdu, 1);
    const quantity = word(pdu, 3);
    if (pdu.length !== 5 || !isWhole(quantity, 1, readLimit(area))) return exceptionCode.illegalDataValue;
    if (address + quantity > addressCount) return exceptionCode.illegalDataAddress;
    return { do: 'read', area, address, quantity };
  },

  encodeResponse(request, { data }) {
    const length = dataLength(request);
    checkAnswer(data.length === length, `${data.length} data bytes where ${length} were asked`);
    return countedPdu(readFunction[request.area], data);
  },

  decodeResponse(request, pdu) {
    return { data: countedData(pdu, dataLength(request)) };
  },
};
