import type { SampleValue } from '@millwright/tags';
import { fixedSizes } from './built-in.ts';
import { type Cursor, undecodable } from './cursor.ts';
import { decodeNumbers } from './decode-numbers.ts';
import { decodeScalar } from './decode-scalar.ts';
import type { Decoding } from './decoding.ts';

type Values = (SampleValue | null)[];

/** So many dimensions may a matrix have: each is a level of nested arrays. */
const mostDimensions = 32;

/** @see OPC 10000-6 section 5.2.2.16 */
export function decodeVariant(cursor: Cursor, decoding: Decoding): SampleValue | null {
  const mask = cursor.u8();
  const type = mask & 0x3f;
  if (type > 31) throw undecodable(`there is no type ${type}`);
  if (!(mask & 0x80)) return decodeScalar(type, cursor, decoding);
  const numbers = decodeNumbers(type, cursor, decoding);
  const elements =
    numbers === undefined
      ? decodeArray(cursor, decoding, fixedSizes[type] ?? 0, () => decodeScalar(type, cursor, decoding))
      : numbers;
  return mask & 0x40 ? decodeMatrix(elements, cursor) : elements;
}

/** @param size bytes of each element, 0 where they differ */
export function decodeArray(
  cursor: Cursor,
  decoding: Decoding,
  size: number,
  element: () => SampleValue | null,
): Values | null {
  const count = cursor.count(Math.max(1, size));
  if (count < 0) return null;
  const elements: Values = [];
  for (let index = 0; index < count; index += 1) elements.push(decoding.within(index, element));
  return elements;
}

/** Nests what came flat. @param cursor stands at the dimensions */
export function decodeMatrix(elements: Values | null, cursor: Cursor): Values | null {
  const count = Math.max(0, cursor.count(4));
  if (count > mostDimensions) throw undecodable(`it has ${count} dimensions`);
  const dimensions = Array.from({ length: count }, () => cursor.i32());
  if (elements === null) return null;
  const product = dimensions.reduce((all, each) => all * each, 1);
  if (count === 0 && elements.length === 0) return [];
  if (dimensions.some((each) => each < 0) || product !== elements.length) {
    throw undecodable(`${elements.length} elements are no matrix of ${dimensions.join(' x ')}`);
  }
  // Without elements the dimensions say nothing, and only they would say how much memory to fill.
  return elements.length === 0 ? [] : nested(elements, dimensions);
}

/** The last index is the fastest. */
function nested(elements: Values, dimensions: readonly number[]): Values {
  let level = elements;
  for (const length of dimensions.slice(1).reverse()) {
    const rows: Values = [];
    for (let start = 0; start < level.length; start += length) rows.push(level.slice(start, start + length));
    level = rows;
  }
  return level;
}
