import { isNumbered } from '../area.ts';
import type { Item, ItemAnswer } from '../client/session.ts';
import { s7Errors } from '../errors.ts';
import { itemCode, itemError, placeOfItem } from '../item-error.ts';
import { word } from './bytes.ts';
import { checkCount, itemLength, setItem, transportOf } from './item.ts';
import type { Message } from './message.ts';

/** @see Wireshark's dissector of S7comm, `s7comm.param.func` */
export const readFunction = 0x04;

/** Return code, transport size and length, before the bytes of an item. */
const dataHeader = 4;

/** The parameters of a request that reads items. @throws `s7.bad-request` */
export function encodeRead(items: readonly Item[]): Uint8Array {
  checkCount(items.length);
  const bytes = new Uint8Array(2 + itemLength * items.length);
  bytes[0] = readFunction;
  bytes[1] = items.length;
  items.forEach((item, index) => {
    setItem(bytes, 2 + itemLength * index, item, transportOf(item.area), item.length);
  });
  return bytes;
}

/**
 * What the PLC answered for each item that it answered, in their order. The data are views of the message.
 * @throws `s7.bad-answer`
 */
export function readAnswers(items: readonly Item[], { parameter, data }: Message): readonly ItemAnswer[] {
  const count = answeredCount(parameter, readFunction, items.length);
  const answers: ItemAnswer[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const item = items[index] as Item;
    if (at + dataHeader > data.length) throw endsTooSoon(index, count);
    const code = data[at] ?? 0;
    const size = data[at + 1] ?? 0;
    const length = bytesOf(size, word(data, at + 2));
    at += dataHeader;
    if (code === itemCode.good) {
      if (at + length > data.length) throw endsTooSoon(index, count);
      const wanted = item.length * (isNumbered(item.area) ? 2 : 1);
      if (length !== wanted)
        throw s7Errors.badAnswer({ reason: `item ${index + 1} has ${length} bytes where ${wanted} are due` });
      answers.push({ data: data.subarray(at, at + length) });
      at += length;
    } else {
      answers.push({ error: itemError(code, placeOfItem(item, item.length)) });
      // Some say a length and bring nothing; who brings something says as what.
      if (size !== 0 && at + length <= data.length) at += length;
    }
    // Each item begins at an even byte; behind the last one nothing is filled up.
    at += at % 2;
  }
  return answers;
}

/** How many bytes a length stands for. @see Wireshark's dissector of S7comm, `s7comm.data.transportsize` */
function bytesOf(size: number, length: number): number {
  const isInBits = size === 0x03 || size === 0x04 || size === 0x05;
  return isInBits ? Math.ceil(length / 8) : length;
}

function endsTooSoon(index: number, count: number): Error {
  return s7Errors.badAnswer({ reason: `its data end before the end of item ${index + 1} of ${count}` });
}

/**
 * How many items an answer says that it has: fewer than were asked for, perhaps.
 * @throws `s7.bad-answer`
 */
export function answeredCount(parameter: Uint8Array, job: number, asked: number): number {
  const [answered, count] = parameter;
  if (answered === undefined || count === undefined || answered !== job)
    throw s7Errors.badAnswer({ reason: `function ${answered ?? 'none'} where ${job} was asked for` });
  if (count > asked) throw s7Errors.badAnswer({ reason: `${count} items where ${asked} were asked for` });
  return count;
}
