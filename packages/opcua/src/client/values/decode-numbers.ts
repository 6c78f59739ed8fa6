import { endianness } from 'node:os';
import type { SampleValue } from '@millwright/tags';
import { builtIn } from './built-in.ts';
import type { Cursor } from './cursor.ts';
import type { Decoding } from './decoding.ts';

interface Row {
  new (bytes: ArrayBufferLike): ArrayLike<number>;
  readonly BYTES_PER_ELEMENT: number;
}

/** Types whose arrays are rows of plain numbers. Those of 64 bits and dates depend on their tag. */
const rows: ReadonlyMap<number, Row> = new Map<number, Row>([
  [builtIn.SByte, Int8Array],
  [builtIn.Byte, Uint8Array],
  [builtIn.Int16, Int16Array],
  [builtIn.UInt16, Uint16Array],
  [builtIn.Int32, Int32Array],
  [builtIn.UInt32, Uint32Array],
  [builtIn.Float, Float32Array],
  [builtIn.Double, Float64Array],
]);

/** Rows are as the machine has them; the wire begins with the low byte. */
const isAsOnTheWire = endianness() === 'LE';

/**
 * An array of plain numbers at once: curves have many thousands of them. Undefined for other types, whose elements are read one by one.
 */
export function decodeNumbers(
  type: number,
  cursor: Cursor,
  decoding: Decoding,
): (SampleValue | null)[] | null | undefined {
  const Numbers = isAsOnTheWire ? rows.get(type) : undefined;
  if (Numbers === undefined) return undefined;
  const count = cursor.count(Numbers.BYTES_PER_ELEMENT);
  if (count < 0) return null;
  const length = count * Numbers.BYTES_PER_ELEMENT;
  const from = cursor.bytes.byteOffset + cursor.skip(length);
  // A copy, since a row has to begin where its elements are aligned.
  const numbers = new Numbers(cursor.bytes.buffer.slice(from, from + length));
  const values = new Array<SampleValue | null>(count);
  for (let index = 0; index < count; index += 1) {
    const value = numbers[index] as number;
    values[index] = Number.isFinite(value) ? value : decoding.within(index, () => decoding.unfit(`${value}`));
  }
  return values;
}
