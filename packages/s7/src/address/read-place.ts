import type { Area } from '../area.ts';
import type { Cursor } from './cursor.ts';
import { isLowByteFirst, splitArea, type Word, wordOf } from './words.ts';

/** The highest number of a data block, a timer and a counter. */
export const largestNumber = 0xffff;

/** What stands before the number of a byte. */
export interface Begin {
  readonly area: Area;
  readonly db?: number;
  readonly word: Word;
  /** As it was written, in capitals. */
  readonly letters: string;
  /** Where it stands. */
  readonly at: number;
  /** Whether numbers behind points say how many there are, as node-red-contrib-s7 and nodes7 have it. */
  readonly dotted: boolean;
}

const numbered: Readonly<Partial<Record<Area, Word>>> = { T: { type: 'TIMER' }, C: { type: 'COUNTER' } };

/** From the area to the letters before the number of the byte. @throws `s7.bad-address` */
export function readBegin(cursor: Cursor): Begin {
  const { at } = cursor;
  const letters = cursor.word();
  if (letters === 'DB') return readBlock(cursor);
  const split = splitArea(letters);
  if (split === undefined) throw cursor.problem('area-unknown', at);
  const { area, rest } = split;
  const known = numbered[area];
  if (known !== undefined) return { area, word: known, letters, at, dotted: false };
  const restAt = at + letters.length - rest.length;
  const word = knownWord(cursor, rest, restAt);
  return { area, word, letters, at: restAt, dotted: word.size === undefined };
}

function readBlock(cursor: Cursor): Begin {
  cursor.skipSpace();
  const db = cursor.number(largestNumber, 'block-range', 1);
  cursor.skipSpace();
  const isComma = cursor.skip(',');
  if (!isComma && !cursor.skip('.')) throw cursor.problem('block-place');
  cursor.skipSpace();
  const { at } = cursor;
  const letters = cursor.word();
  if (letters === '') throw cursor.problem('block-place');
  const isStep7 = /^DB[XBWD]$/.test(letters);
  const word = knownWord(cursor, isStep7 ? letters.slice(2) : letters, at);
  return { area: 'DB', db, word, letters, at, dotted: !isStep7 };
}

function knownWord(cursor: Cursor, letters: string, at: number): Word {
  const word = wordOf(letters);
  if (word !== undefined && word.type !== 'TIMER' && word.type !== 'COUNTER') return word;
  const problem = isLowByteFirst(letters) ? 'low-byte-first' : 'type-unknown';
  throw cursor.problem(problem, at, { word: letters });
}

/** The bit behind the number of a byte. */
export function readBit(cursor: Cursor): number {
  if (!cursor.skip('.')) throw cursor.problem('bit-missing');
  return cursor.number(7, 'bit-range');
}
