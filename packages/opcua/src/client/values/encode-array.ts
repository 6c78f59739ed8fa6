import { listOf } from '@millwright/tags';
import { type BuiltIn, builtIn } from './built-in.ts';
import { type Encoding, shownValue } from './encoding.ts';

/** Elements one after the other, and how many there are in each dimension. */
export interface Shape {
  readonly elements: readonly unknown[];
  readonly dimensions: readonly number[];
}

/** Bytes are a value themselves, but where Bytes are wanted. */
export function elementsOf(value: unknown, type: BuiltIn): readonly unknown[] | undefined {
  return listOf(value, type === builtIn.Byte);
}

/** How deep arrays nest, judged by the first of each. */
export function depthOf(value: unknown, type: BuiltIn): number {
  const list = elementsOf(value, type);
  return list === undefined ? 0 : 1 + (list.length === 0 ? 0 : depthOf(list[0], type));
}

/**
 * Arrays within arrays as one row, the last index the fastest.
 * @throws `opcua.bad-type-mismatch` where they are not nested so deep everywhere, or a row is shorter than another
 */
export function shapeOf(value: unknown, rank: number, type: BuiltIn, encoding: Encoding): Shape {
  const dimensions: number[] = [];
  const elements: unknown[] = [];
  const walk = (part: unknown, level: number): void => {
    const list = elementsOf(part, type);
    if (level === rank) {
      if (list !== undefined && type !== builtIn.Variant)
        throw encoding.refusal('BadTypeMismatch', `takes ${rankWords(rank)}, and arrays nest deeper`);
      elements.push(part);
      return;
    }
    if (list === undefined) {
      throw encoding.refusal(
        'BadTypeMismatch',
        `takes ${rankWords(rank)}, and ${shownValue(part)} was given`,
      );
    }
    const expected = dimensions[level];
    if (expected === undefined) dimensions[level] = list.length;
    else if (expected !== list.length) {
      throw encoding.refusal(
        'BadTypeMismatch',
        `takes rows of one length, and has ${expected} and ${list.length} in one`,
      );
    }
    for (const each of list) walk(each, level + 1);
  };
  walk(value, 0);
  while (dimensions.length < rank) dimensions.push(0);
  return { elements, dimensions };
}

const rankWords = (rank: number): string => (rank === 1 ? 'an array' : `a matrix of ${rank} dimensions`);

/** @param place where the dimensions of a matrix go: before its elements in a structure, behind them in a Variant */
export function encodeArrayOf(
  rank: number,
  value: unknown,
  type: BuiltIn,
  encoding: Encoding,
  element: (value: unknown) => void,
  place: 'before' | 'behind',
): void {
  const { writer } = encoding;
  if (value === null) {
    writer.i32(-1);
    if (rank > 1 && place === 'behind') writer.i32(-1);
    return;
  }
  const { elements, dimensions } = shapeOf(value, rank, type, encoding);
  const writeDimensions = (): void => {
    writer.i32(dimensions.length);
    for (const length of dimensions) writer.i32(length);
  };
  if (rank > 1 && place === 'before') writeDimensions();
  // In a structure the dimensions say how many elements there are. @see OPC 10000-6 section 5.2.5
  if (rank === 1 || place === 'behind') writer.i32(elements.length);
  for (const [index, each] of elements.entries()) encoding.within(index, () => element(each));
  if (rank > 1 && place === 'behind') writeDimensions();
}
