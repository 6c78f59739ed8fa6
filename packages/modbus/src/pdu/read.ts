import { type Area, addressCount, isBitArea, readLimit } from '../area.ts';
import { modbusErrors } from '../errors.ts';
import { exceptionBit, exceptionKind } from './exceptions.ts';

/** A read of one of the four areas: function codes 1 to 4. */
export interface ReadRequest {
  readonly area: Area;
  /** Zero-based, as it goes over the wire. */
  readonly address: number;
  /** Bits or registers. */
  readonly quantity: number;
}

/** @see MODBUS Application Protocol V1.1b3, sections 6.1 to 6.4 */
export const readFunction: Readonly<Record<Area, number>> = {
  coil: 1,
  'discrete-input': 2,
  'holding-register': 3,
  'input-register': 4,
};

/** How many data bytes answer a read. */
export function dataLength({ area, quantity }: ReadRequest): number {
  return isBitArea(area) ? Math.ceil(quantity / 8) : quantity * 2;
}

/**
 * The PDU of a read request.
 * @throws `modbus.bad-request` where the specification does not allow it: nothing is sent then
 */
export function encodeReadRequest({ area, address, quantity }: ReadRequest): Uint8Array {
  const limit = readLimit(area);
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > limit) {
    throw modbusErrors.badRequest({ reason: `a read of ${quantity} where 1 to ${limit} are allowed` });
  }
  if (!Number.isInteger(address) || address < 0 || address + quantity > addressCount) {
    throw modbusErrors.badRequest({
      reason: `address ${address} with ${quantity} from there on lies outside 0 to ${addressCount - 1}`,
    });
  }
  return Uint8Array.of(readFunction[area], address >> 8, address & 0xff, quantity >> 8, quantity & 0xff);
}

/**
 * The data bytes of the answer to a read: registers as they came, or bits packed with the first one lowest.
 * Every byte of the answer is accounted for, so none from outside it can become a value.
 * @throws `modbus.exception`, or `modbus.bad-response` where the answer is not one to this request
 */
export function decodeReadResponse(request: ReadRequest, pdu: Uint8Array): Uint8Array {
  const expected = readFunction[request.area];
  const [code = 0, count = 0] = pdu;
  if (code === (expected | exceptionBit) && pdu.length === 2) {
    const { name, meaning } = exceptionKind(count);
    throw modbusErrors.exception({ exception: count, name, meaning });
  }
  if (code !== expected) {
    throw modbusErrors.badResponse({ reason: `function code ${code} where ${expected} was asked` });
  }
  const length = dataLength(request);
  if (count !== length) {
    throw modbusErrors.badResponse({ reason: `a byte count of ${count} where ${length} was asked` });
  }
  if (pdu.length !== 2 + length) {
    throw modbusErrors.badResponse({ reason: `${pdu.length - 2} data bytes where ${length} were announced` });
  }
  return pdu.subarray(2);
}

/** The bit of a bit area's data at `index`. @see MODBUS Application Protocol V1.1b3, section 6.1 */
export function bitAt(data: Uint8Array, index: number): boolean {
  return (((data[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}
