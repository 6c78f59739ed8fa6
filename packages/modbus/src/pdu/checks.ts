import { addressCount } from '../area.ts';
import { modbusErrors } from '../errors.ts';

/** Words of more than one register and PDUs of more than this do not exist. @see MODBUS Application Protocol V1.1b3, section 4.1 */
export const largestPdu = 253;

/** Whether `value` is a whole number from `lowest` to `highest`; requests also come from messages, as anything. */
export function isWhole(value: unknown, lowest: number, highest: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest;
}

/** @throws `modbus.bad-request` */
export function checkWhole(what: string, value: unknown, lowest: number, highest: number): void {
  if (isWhole(value, lowest, highest)) return;
  throw modbusErrors.badRequest({
    reason: `${what} is ${shown(value)} where ${lowest} to ${highest} is possible`,
  });
}

/** @throws `modbus.bad-request` where `quantity` addresses from `address` on are not all there */
export function checkRange(address: unknown, quantity: number): void {
  if (isWhole(address, 0, addressCount - quantity)) return;
  throw modbusErrors.badRequest({
    reason: `address ${shown(address)} with ${quantity} from there on lies outside 0 to ${addressCount - 1}`,
  });
}

/** @throws `modbus.bad-request` unless it is bytes of `lowest` to `highest` registers */
export function checkRegisters(what: string, data: unknown, lowest: number, highest: number): void {
  if (!(data instanceof Uint8Array)) throw modbusErrors.badRequest({ reason: `${what} takes bytes` });
  if (data.length % 2 !== 0) {
    throw modbusErrors.badRequest({ reason: `${what} takes whole registers, not ${data.length} bytes` });
  }
  checkCount(what, data.length / 2, lowest, highest);
}

/** @throws `modbus.bad-request` */
export function checkCount(what: string, quantity: unknown, lowest: number, highest: number): void {
  if (isWhole(quantity, lowest, highest)) return;
  throw modbusErrors.badRequest({
    reason: `${what} of ${shown(quantity)} where ${lowest} to ${highest} are allowed`,
  });
}

/**
 * A PDU that may be sent as it is.
 * @throws `modbus.bad-request` where it is empty, too long, or its function code is none
 */
export function checkPdu(pdu: Uint8Array): Uint8Array {
  if (!(pdu instanceof Uint8Array)) throw modbusErrors.badRequest({ reason: 'a PDU takes bytes' });
  checkCount('a PDU', pdu.length, 1, largestPdu);
  checkWhole('the function code', pdu[0], 1, 127);
  return pdu;
}

/** An unexpected value in a message: short, whatever it is. */
function shown(value: unknown): string {
  if (typeof value === 'number') return `${value}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 20 ? `${value.slice(0, 20)}…` : value);
  return value === null ? 'null' : typeof value;
}

/** @throws `modbus.bad-answer` */
export function checkAnswer(fits: boolean, reason: string): void {
  if (!fits) throw modbusErrors.badAnswer({ reason });
}

/** @throws `modbus.bad-response` */
export function checkResponse(fits: boolean, reason: () => string): void {
  if (!fits) throw modbusErrors.badResponse({ reason: reason() });
}
