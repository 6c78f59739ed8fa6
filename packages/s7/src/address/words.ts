import type { Area } from '../area.ts';
import { type DataType, dataTypes } from '../data-type.ts';
import type { ClockZone } from '../tag.ts';

/** How much of an area a letter means. `X` is a bit; `B` stands for anything that begins at a byte. */
export type SizeLetter = 'X' | 'B' | 'W' | 'D';

/** What a word before the number of a byte says. */
export interface Word {
  readonly type: DataType;
  /** Of words that name no type. */
  readonly size?: SizeLetter;
  readonly zone?: ClockZone;
}

/** The types that letters alone mean. */
export const typeOfSize: Readonly<Record<SizeLetter, DataType>> = {
  X: 'BOOL',
  B: 'BYTE',
  W: 'WORD',
  D: 'DWORD',
};

export const bytesOfSize = { W: 2, D: 4 } as const;

/** Names that types have besides the one of ours. */
const otherNames: Readonly<Record<string, DataType>> = {
  TIME_OF_DAY: 'TOD',
  LTIME_OF_DAY: 'LTOD',
  DATE_AND_TIME: 'DT',
  DATE_AND_LTIME: 'LDT',
};

/** Types whose clock shows UTC, whatever that of the others shows. */
const inUtc: Readonly<Record<string, Word>> = {
  DTZ: { type: 'DT', zone: 'utc' },
  DTLZ: { type: 'DTL', zone: 'utc' },
};

const byName = new Map<string, Word>([
  ...dataTypes.map((type): [string, Word] => [type, { type }]),
  ...Object.entries(otherNames).map(([name, type]): [string, Word] => [name, { type }]),
  ...Object.entries(inUtc),
]);

/** What the name of a type says, in capitals. */
export const typeWordOf = (name: string): Word | undefined => byName.get(name);

/** The type of this name, in any of those that it has. */
export const typeOfName = (name: string): DataType | undefined => typeWordOf(name.toUpperCase())?.type;

const sizes: readonly (readonly [string, SizeLetter])[] = [
  ['', 'X'],
  ['X', 'X'],
  ['B', 'B'],
  ['W', 'W'],
  ['D', 'D'],
];

/**
 * Words before the number of a byte besides the names of types. @see the READMEs of node-red-contrib-s7 and nodes7 on
 * npm, sections on addresses
 */
const short: Readonly<Record<string, Omit<Word, 'size'>>> = {
  C: { type: 'CHAR' },
  I: { type: 'INT' },
  DI: { type: 'DINT' },
  DW: { type: 'DWORD' },
  R: { type: 'REAL' },
  LR: { type: 'LREAL' },
  S: { type: 'STRING' },
};

const words = new Map<string, Word>([
  ...byName,
  ...Object.entries(short),
  ...sizes.map(([letters, size]): [string, Word] => [letters, { type: typeOfSize[size], size }]),
]);

export const wordOf = (letters: string): Word | undefined => words.get(letters);

/** Words that have an `R` in front where the low byte of a number stands first. */
export const isLowByteFirst = (letters: string): boolean =>
  /^R(?:W|WORD|I|INT|DI|DINT|DW|DWORD|R|REAL)$/.test(letters) && !words.has(letters);

/** Areas by their letters, English and German; the longer ones first. */
const areasByLetters: readonly (readonly [string, Area])[] = [
  ['PI', 'PI'],
  ['PE', 'PI'],
  ['PQ', 'PQ'],
  ['PA', 'PQ'],
  ['I', 'I'],
  ['E', 'I'],
  ['Q', 'Q'],
  ['A', 'Q'],
  ['M', 'M'],
  ['V', 'V'],
];

/** The area that letters begin with, and what follows of them. */
export function splitArea(letters: string): { readonly area: Area; readonly rest: string } | undefined {
  if (letters === 'T') return { area: 'T', rest: '' };
  if (letters === 'C' || letters === 'Z') return { area: 'C', rest: '' };
  const found = areasByLetters.find(([begin]) => letters.startsWith(begin));
  return found && { area: found[1], rest: letters.slice(found[0].length) };
}
