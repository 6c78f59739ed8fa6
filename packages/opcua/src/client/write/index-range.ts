import type { BuiltIn } from '../values/built-in.ts';
import { elementsOf } from '../values/encode-array.ts';
import type { IndexRange } from '../values/index-range.ts';

/**
 * Whether a value has as many elements in each dimension as a range takes. What is no array is a part of a text or of bytes, or one element.
 */
export function fitsRange(value: unknown, range: IndexRange, type: BuiltIn): boolean {
  const [first, ...rest] = range;
  if (first === undefined) return true;
  const list = elementsOf(value, type);
  if (list === undefined) return false;
  const [from, to] = first;
  return list.length === to - from + 1 && list.every((each) => fitsRange(each, rest, type));
}
