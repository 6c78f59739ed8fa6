import { isNumbered } from '../area.ts';
import type { ItemConfirmation, WriteItem } from '../client/session.ts';
import { s7Errors } from '../errors.ts';
import { itemCode, itemError, placeOfItem } from '../item-error.ts';
import { setWord } from './bytes.ts';
import { checkCount, itemLength, setItem, transport, transportOf } from './item.ts';
import type { Message } from './message.ts';
import { answeredCount } from './read.ts';

/** @see Wireshark's dissector of S7comm, `s7comm.param.func` */
export const writeFunction = 0x05;

/** Return code, transport size and length, before the bytes of an item. */
const dataHeader = 4;

/** How the bytes of an item are counted. @see Wireshark's dissector of S7comm, `s7comm.data.transportsize` */
const dataSize = { bit: 0x03, inBits: 0x04, inBytes: 0x09 } as const;

/** Lengths in bits have two bytes. */
const mostBytes = 0xffff >> 3;

/** Parameters and data of a request that writes items. @throws `s7.bad-request` */
export function encodeWrite(items: readonly WriteItem[]): {
  readonly parameter: Uint8Array;
  readonly data: Uint8Array;
} {
  checkCount(items.length);
  const parameter = new Uint8Array(2 + itemLength * items.length);
  parameter[0] = writeFunction;
  parameter[1] = items.length;
  const ends = endsOf(items);
  const data = new Uint8Array(ends.at(-1) ?? 0);
  items.forEach((item, index) => {
    const previous = ends[index - 1] ?? 0;
    const at = previous + (previous % 2);
    if ('bytes' in item) {
      const { bytes, area } = item;
      if (bytes.length > mostBytes)
        throw s7Errors.badRequest({ reason: `${bytes.length} bytes in one item` });
      const numbered = isNumbered(area);
      const length = numbered ? bytes.length / 2 : bytes.length;
      setItem(parameter, 2 + itemLength * index, item, transportOf(area), length);
      data[at + 1] = numbered ? dataSize.inBytes : dataSize.inBits;
      setWord(data, at + 2, numbered ? bytes.length : bytes.length * 8);
      data.set(bytes, at + dataHeader);
    } else {
      setItem(parameter, 2 + itemLength * index, item, transport.bit, 1);
      data[at + 1] = dataSize.bit;
      setWord(data, at + 2, 1);
      data[at + dataHeader] = item.value ? 1 : 0;
    }
  });
  return { parameter, data };
}

/** Where each item ends: the next one begins at an even byte, and behind the last one nothing is filled up. */
function endsOf(items: readonly WriteItem[]): readonly number[] {
  let end = 0;
  return items.map((item) => {
    end += (end % 2) + dataHeader + ('bytes' in item ? item.bytes.length : 1);
    return end;
  });
}

/** What became of each item that the PLC answered, in their order. @throws `s7.bad-answer` */
export function readConfirmations(
  items: readonly WriteItem[],
  { parameter, data }: Message,
): readonly ItemConfirmation[] {
  const count = answeredCount(parameter, writeFunction, items.length);
  if (data.length < count)
    throw s7Errors.badAnswer({ reason: `it has ${data.length} return codes for ${count} items` });
  return items.slice(0, count).map((item, index) => {
    const code = data[index] ?? 0;
    return code === itemCode.good ? undefined : itemError(code, placeOfWrite(item));
  });
}

function placeOfWrite(item: WriteItem): string {
  if (!('bytes' in item)) return placeOfItem(item, 1);
  return placeOfItem(item, isNumbered(item.area) ? item.bytes.length / 2 : item.bytes.length);
}
