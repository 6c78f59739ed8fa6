import type { Scaling } from './scaling.ts';

/** How many 16-bit registers a value of each type takes. A string says its own length; a bool is one bit. */
const widths = {
  bool: 1,
  int16: 1,
  uint16: 1,
  int32: 2,
  uint32: 2,
  int64: 4,
  uint64: 4,
  float32: 2,
  float64: 4,
  bcd16: 1,
  bcd32: 2,
  string: undefined,
} as const;

/** What a tag's value is. */
export type TagType = keyof typeof widths;

/** What can be scaled. */
export type NumberType = Exclude<TagType, 'bool' | 'string'>;

export const tagTypes = Object.keys(widths) as readonly TagType[];

export const numberTypes = tagTypes.filter(isNumberType);

/**
 * In which order the bytes of a value arrive, where A is the most significant one of 32 bits. `CDAB` reverses the
 * words, `BADC` swaps the bytes within each word, `DCBA` does both; so it is with the four words of 64 bits. Of one
 * register and of strings only the order within each register counts.
 */
export type ByteOrder = 'ABCD' | 'CDAB' | 'BADC' | 'DCBA';

export const byteOrders: readonly ByteOrder[] = ['ABCD', 'CDAB', 'BADC', 'DCBA'];

/** What an integer of 64 bits is in JavaScript. `number` holds it up to 2^53 - 1, the others always. */
export type WideForm = 'number' | 'string' | 'bigint';

export const wideForms: readonly WideForm[] = ['number', 'string', 'bigint'];

/** What a date is in JavaScript. `text` is ISO with all the digits that the PLC has. */
export type DateForm = 'date' | 'text';

export const dateForms: readonly DateForm[] = ['date', 'text'];

/** How a PLC says that a point is there but not implemented. `sunspec`: the lowest, highest or no number of its type. */
export type Sentinel = 'none' | 'sunspec';

export const sentinels: readonly Sentinel[] = ['none', 'sunspec'];

/** How the characters of a text are bytes. */
export type TextEncoding = 'latin1' | 'utf8';

export const textEncodings: readonly TextEncoding[] = ['latin1', 'utf8'];

/** What a good tag carries. A tag never changes its JavaScript type. */
export type TagValue = boolean | number | string | bigint;

/** How the bytes of a tag become its value, and back. What does not apply to a type is not looked at. */
export interface ValueFormat {
  /** Of the tag, for errors about its value. */
  readonly name?: string;
  readonly type: TagType;
  readonly byteOrder: ByteOrder;
  /** Registers that a string takes. */
  readonly length?: number;
  /** Of a string. Default: latin1, which every byte is a character of. */
  readonly encoding?: TextEncoding;
  /** Where a bool stands in its register; 0 is the least significant bit. Without it the bool is a bit of its own. */
  readonly bit?: number;
  /** Of int64 and uint64 that are not scaled: scaled values are numbers. Default: `number`. */
  readonly wide?: WideForm;
  /** Of numbers. */
  readonly scaling?: Scaling;
  /** Default: `none`. */
  readonly sentinel?: Sentinel;
  /** What a sentinel makes of the sample. Default: `uncertain`. */
  readonly sentinelQuality?: 'uncertain' | 'bad';
}

/** Most registers of a string: what one request of Modbus can write. */
export const maxStringLength = 123;

/** How many 16-bit registers a value takes; of a bool without a register of its own: how many bits. */
export function registersOf({ type, length = 1 }: Pick<ValueFormat, 'type' | 'length'>): number {
  return widths[type] ?? length;
}

export function isNumberType(type: TagType): type is NumberType {
  return type !== 'bool' && type !== 'string';
}

/** The format of a tag that is a number. */
export type NumberFormat = ValueFormat & { readonly type: NumberType };

export function isNumberFormat(format: ValueFormat): format is NumberFormat {
  return isNumberType(format.type);
}
