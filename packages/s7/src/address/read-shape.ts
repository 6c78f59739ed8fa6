import { isNumbered } from '../area.ts';
import {
  type DataType,
  elementSize,
  isTextType,
  longestText,
  mostElements,
  type Shape,
  type TextType,
} from '../data-type.ts';
import type { ClockZone } from '../tag.ts';
import type { Cursor } from './cursor.ts';
import type { Begin } from './read-place.ts';
import { bytesOfSize, typeWordOf } from './words.ts';

/** What is known before the type. */
export interface Before {
  readonly begin: Begin;
  readonly bit: number | undefined;
  /** The type of the tag. */
  readonly wanted: DataType | undefined;
}

export interface Read {
  readonly shape: Shape;
  /** Whether a type was named. */
  readonly named: boolean;
  /** Whether it is meant as it is at the module. */
  readonly peripheral: boolean;
  /** Where the type says it. */
  readonly zone?: ClockZone;
}

/** What a type is, and where it was named. */
interface Typed {
  readonly type: DataType;
  readonly at: number;
  readonly by: 'letters' | 'name';
  readonly zone?: ClockZone;
}

/** From behind the number of the byte, or its bit, to the end. @throws `s7.bad-address` */
export function readShape(cursor: Cursor, before: Before): Read {
  const { begin, wanted } = before;
  const dots = begin.dotted ? readDots(cursor, begin.word.type) : {};
  if (!begin.dotted && before.bit === undefined && cursor.next === '.') {
    throw cursor.problem('bit-unexpected', cursor.at, { size: begin.letters });
  }
  // What the letters named already is not named again.
  let name = begin.dotted ? undefined : readName(cursor);
  const peripheral = name?.word === 'P' && (begin.area === 'I' || begin.area === 'Q');
  if (peripheral) name = readName(cursor);
  const named = typedOf(cursor, before, name);
  const { type } = named;
  if (wanted !== undefined && wanted !== type) {
    throw cursor.problem('type-differs', named.at, { word: type, other: wanted });
  }
  checkSize(cursor, before, named);
  const brackets = begin.dotted ? {} : readBrackets(cursor, type);
  const shape: Shape = { type, ...dots, ...brackets };
  if (isTextType(type) && shape.length === undefined)
    throw cursor.problem('length-missing', cursor.at, { word: type });
  const { zone } = named;
  const isNamed = named.by === 'name' || begin.word.size === undefined;
  return { shape, named: isNamed, peripheral, ...(zone !== undefined && { zone }) };
}

/** `.20` of a text, and `.5` of an array. */
function readDots(cursor: Cursor, type: DataType): Pick<Shape, 'length' | 'count'> {
  const length = isTextType(type) && cursor.skip('.') ? readLength(cursor, type) : undefined;
  const count = cursor.skip('.') ? cursor.number(mostElements, 'count-range', 1) : undefined;
  return { ...(length !== undefined && { length }), ...(count !== undefined && { count }) };
}

/** `[20]` of a text, and `[5]` of an array. */
function readBrackets(cursor: Cursor, type: DataType): Pick<Shape, 'length' | 'count'> {
  const length = isTextType(type) && cursor.skip('[') ? closed(cursor, readLength(cursor, type)) : undefined;
  const count = cursor.skip('[') ? closed(cursor, cursor.number(mostElements, 'count-range', 1)) : undefined;
  return { ...(length !== undefined && { length }), ...(count !== undefined && { count }) };
}

function closed(cursor: Cursor, value: number): number {
  if (!cursor.skip(']')) throw cursor.problem('bracket-missing');
  return value;
}

const readLength = (cursor: Cursor, type: TextType): number =>
  cursor.number(longestText[type], 'length-range', 0, { word: type });

/** What follows a colon. */
function readName(cursor: Cursor): { readonly word: string; readonly at: number } | undefined {
  cursor.skipSpace();
  if (!cursor.skip(':')) return undefined;
  cursor.skipSpace();
  const { at } = cursor;
  return { word: cursor.typeName(), at };
}

function typedOf(cursor: Cursor, { begin, wanted }: Before, name: ReturnType<typeof readName>): Typed {
  const { word } = begin;
  if (name === undefined) {
    const { type, zone } = word;
    return word.size === undefined
      ? { type, at: begin.at, by: 'letters', ...(zone !== undefined && { zone }) }
      : { type: wanted ?? type, at: begin.at, by: 'letters' };
  }
  const named = typeWordOf(name.word);
  if (named === undefined) throw cursor.problem('type-unknown', name.at, { word: name.word });
  return { ...named, at: name.at, by: 'name' };
}

/** Whether the letters leave room for the type. */
function checkSize(cursor: Cursor, { begin, bit }: Before, { type, at }: Typed): void {
  const { area, word, letters } = begin;
  const belongs = isNumbered(area) ? type === word.type : type !== 'TIMER' && type !== 'COUNTER';
  if (!belongs) throw cursor.problem('type-of-area', at, { word: type });
  const { size } = word;
  if (size === undefined || type === word.type) return;
  // TIA Portal has M10.0 as the address of all that begins at byte 10 and is longer than a double word.
  if (size === 'X' && bit === 0) return;
  if (type === 'BOOL') throw cursor.problem('bit-missing', at);
  const bytes = elementSize({ type, length: 0 });
  if (size === 'B' || (size !== 'X' && bytes === bytesOfSize[size] && !isTextType(type))) return;
  throw cursor.problem('size-differs', at, { word: type, size: letters || 'a bit', bytes: `${bytes}` });
}
