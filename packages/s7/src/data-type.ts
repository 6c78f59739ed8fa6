/**
 * What each type becomes in JavaScript, and how many bytes a value takes; a text says its own length. A bool is one bit. `wide` are
 * integers of 64 bits.
 */
const types = {
  BOOL: { kind: 'bool', size: 1 },
  BYTE: { kind: 'number', size: 1 },
  WORD: { kind: 'number', size: 2 },
  DWORD: { kind: 'number', size: 4 },
  LWORD: { kind: 'wide', size: 8 },
  SINT: { kind: 'number', size: 1 },
  USINT: { kind: 'number', size: 1 },
  INT: { kind: 'number', size: 2 },
  UINT: { kind: 'number', size: 2 },
  DINT: { kind: 'number', size: 4 },
  UDINT: { kind: 'number', size: 4 },
  LINT: { kind: 'wide', size: 8 },
  ULINT: { kind: 'wide', size: 8 },
  REAL: { kind: 'number', size: 4 },
  LREAL: { kind: 'number', size: 8 },
  CHAR: { kind: 'character', size: 1 },
  WCHAR: { kind: 'character', size: 2 },
  STRING: { kind: 'text', size: undefined },
  WSTRING: { kind: 'text', size: undefined },
  DATE: { kind: 'date', size: 2 },
  TOD: { kind: 'number', size: 4 },
  LTOD: { kind: 'wide', size: 8 },
  TIME: { kind: 'number', size: 4 },
  LTIME: { kind: 'wide', size: 8 },
  S5TIME: { kind: 'number', size: 2 },
  DT: { kind: 'date', size: 8 },
  LDT: { kind: 'date', size: 8 },
  DTL: { kind: 'date', size: 12 },
  TIMER: { kind: 'number', size: 2 },
  COUNTER: { kind: 'number', size: 2 },
} as const;

type Types = typeof types;

/** The types of an S7 PLC, as STEP 7 and TIA Portal name them. */
export type DataType = keyof Types;

/** What becomes of a value: of `wide` and `date` in the form that its tag wants. */
export type Kind = Types[DataType]['kind'];

type OfKind<Wanted extends Kind> = {
  [Type in DataType]: Types[Type]['kind'] extends Wanted ? Type : never;
}[DataType];

/** What can be scaled. */
export type NumberType = OfKind<'number' | 'wide'>;

export type CharacterType = OfKind<'character'>;

/** Texts that say how long they are. */
export type TextType = OfKind<'text'>;

export type DateType = OfKind<'date'>;

export const dataTypes = Object.keys(types) as readonly DataType[];

export const kindOfType = (type: DataType): Kind => types[type].kind;

export const isNumberType = (type: DataType): type is NumberType =>
  ['number', 'wide'].includes(kindOfType(type));

export const isTextType = (type: DataType): type is TextType => kindOfType(type) === 'text';

export const isDateType = (type: DataType): type is DateType => kindOfType(type) === 'date';

/** What a value of a PLC is, and how many of it stand one after the other. */
export interface Shape {
  readonly type: DataType;
  /** Of a text: the most characters that it can hold (STRING 0 to 254, WSTRING 0 to 16,382). */
  readonly length?: number;
  /** Of an array: how many elements. */
  readonly count?: number;
}

/**
 * How many bytes one element takes: a STRING two more than its characters, a WSTRING four more and two for each; both
 * begin at an even byte, and so do the elements of an array of them.
 */
export function elementSize({ type, length = 0 }: Shape): number {
  if (type === 'STRING') return length + 2;
  if (type === 'WSTRING') return 2 * length + 4;
  return types[type].size;
}

/** From one element of an array to the next. Not of bools, which stand one bit after the other. */
export function strideOf(shape: Shape): number {
  const size = elementSize(shape);
  return shape.type === 'STRING' && size % 2 === 1 ? size + 1 : size;
}

/**
 * How many bytes hold all of it.
 * @param bit of bools: at which bit of its byte the first one stands
 */
export function sizeOf(shape: Shape, bit = 0): number {
  const { type, count } = shape;
  if (count === undefined) return elementSize(shape);
  return type === 'BOOL' ? Math.ceil((bit + count) / 8) : (count - 1) * strideOf(shape) + elementSize(shape);
}

/** The most characters of a text. The longest WSTRING ends in the last byte of the longest data block. */
export const longestText: Readonly<Record<TextType, number>> = { STRING: 254, WSTRING: 16_382 };

/** The most elements of an array: as many as a data block has bytes. */
export const mostElements = 0xffff;
