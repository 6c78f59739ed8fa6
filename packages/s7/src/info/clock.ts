import type { UserData } from '../client/session.ts';
import type { ClockZone } from '../tag.ts';
import { decodeValue } from '../value/decode.ts';
import { encodeValue } from '../value/encode.ts';
import { s7InfoErrors } from './errors.ts';

/** The group of functions, and what is done in it. @see Wireshark's dissector of S7comm, `s7comm.param.userdata.funcgroup` */
const time = { group: 7, read: 1, set: 2 } as const;

export const clockRequest: UserData = { group: time.group, function: time.read, data: new Uint8Array() };

/** The bytes of a DATE_AND_TIME. */
const stampLength = 8;

/**
 * What a CPU's clock shows. It comes as a DATE_AND_TIME, by some behind two bytes more: a reserved one, and a century that
 * many leave at 19, and that is therefore not looked at.
 * @param zone what the clock shows: it has no zone of its own
 * @throws `s7.clock-unreadable`
 */
export function readClockAnswer(data: Uint8Array, zone: ClockZone): Date {
  const stamp = stampOf(data);
  const date = stamp && dateOf(stamp, zone);
  if (date === undefined) throw s7InfoErrors.clockUnreadable({ bytes: digitsOf(data) });
  return date;
}

function stampOf(data: Uint8Array): Uint8Array | undefined {
  if (data.length !== stampLength && data.length !== stampLength + 2) return undefined;
  return data.subarray(data.length - stampLength);
}

/** The moment in eight bytes of a DATE_AND_TIME; undefined where they are none, such as zeros. */
export function dateOf(stamp: Uint8Array, zone: ClockZone): Date | undefined {
  const date = decodeValue(stamp, { type: 'DT', zone });
  return date instanceof Date ? date : undefined;
}

/**
 * The request that sets the clock, to the millisecond.
 * @param date from 1990 to 2089
 * @throws `s7.value-does-not-fit`
 */
export function setClockRequest(date: Date, zone: ClockZone): UserData {
  const stamp = encodeValue(date, { name: 'the clock', type: 'DT', zone });
  const data = new Uint8Array(stampLength + 2);
  data[1] = date.getUTCFullYear() < 2000 ? 0x19 : 0x20;
  data.set(stamp, 2);
  return { group: time.group, function: time.set, data };
}

/** As many bytes as an error shows. */
const shownBytes = 16;

function digitsOf(data: Uint8Array): string {
  const digits = [...data.subarray(0, shownBytes)].map((byte) => byte.toString(16).padStart(2, '0'));
  return digits.length === 0 ? 'no bytes' : digits.join(' ') + (data.length > shownBytes ? ' …' : '');
}
