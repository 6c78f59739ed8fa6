import type { Area, Place } from '../area.ts';
import { s7Errors } from '../errors.ts';
import { setWord } from './bytes.ts';

/** Of one item in the parameters of a request. */
export const itemLength = 12;

/** The most items that the count of a request can say. */
export const mostItems = 255;

/** Where to look on the wire. V is DB1 there; inputs and outputs past the process image are one area. @see Wireshark's dissector of S7comm, `s7comm.param.item.area` */
const areaCodes = {
  DB: 0x84,
  I: 0x81,
  Q: 0x82,
  M: 0x83,
  T: 0x1d,
  C: 0x1c,
  V: 0x84,
  PI: 0x80,
  PQ: 0x80,
} as const satisfies Record<Area, number>;

/** What is counted. @see Wireshark's dissector of S7comm, `s7comm.param.item.transp_size` */
export const transport = { bit: 0x01, byte: 0x02, counter: 0x1c, timer: 0x1d } as const;

/** Timers and counters are counted as what they are, everything else as bytes. */
export function transportOf(area: Area): number {
  if (area === 'T') return transport.timer;
  return area === 'C' ? transport.counter : transport.byte;
}

/**
 * Writes one item of a request ("S7ANY").
 * @param length how many of what `transport` counts
 * @throws `s7.bad-request`
 */
export function setItem(
  bytes: Uint8Array,
  at: number,
  { area, db, start, bit = 0 }: Place,
  size: number,
  length: number,
): void {
  const block = area === 'V' ? 1 : (db ?? 0);
  const address = size === transport.bit || size === transport.byte ? start * 8 + bit : start;
  if (!isWord(length) || length === 0) throw s7Errors.badRequest({ reason: `${length} elements of an item` });
  if (!isWord(block) || !(Number.isInteger(address) && address >= 0 && address < 2 ** 24))
    throw s7Errors.badRequest({ reason: `byte ${start} of data block ${block}` });
  bytes[at] = 0x12;
  bytes[at + 1] = itemLength - 2;
  bytes[at + 2] = 0x10;
  bytes[at + 3] = size;
  setWord(bytes, at + 4, length);
  setWord(bytes, at + 6, block);
  bytes[at + 8] = areaCodes[area];
  bytes[at + 9] = address >> 16;
  setWord(bytes, at + 10, address & 0xffff);
}

function isWord(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffff;
}

/** @throws `s7.bad-request` */
export function checkCount(count: number): void {
  if (count < 1 || count > mostItems)
    throw s7Errors.badRequest({ reason: `${count} items where 1 to ${mostItems} are possible` });
}
