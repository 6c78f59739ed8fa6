/** How many bytes a value of each type takes; a text says its own length. A bool is one bit. */
const sizes = {
  BOOL: 1,
  BYTE: 1,
  WORD: 2,
  DWORD: 4,
  LWORD: 8,
  SINT: 1,
  USINT: 1,
  INT: 2,
  UINT: 2,
  DINT: 4,
  UDINT: 4,
  LINT: 8,
  ULINT: 8,
  REAL: 4,
  LREAL: 8,
  CHAR: 1,
  WCHAR: 2,
  STRING: undefined,
  WSTRING: undefined,
  DATE: 2,
  TOD: 4,
  LTOD: 8,
  TIME: 4,
  LTIME: 8,
  S5TIME: 2,
  DT: 8,
  LDT: 8,
  DTL: 12,
  TIMER: 2,
  COUNTER: 2,
} as const;

/** The types of an S7 PLC, as STEP 7 and TIA Portal name them. */
export type DataType = keyof typeof sizes;

export const dataTypes = Object.keys(sizes) as readonly DataType[];

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
  return sizes[type];
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
export const longestText = { STRING: 254, WSTRING: 16_382 } as const;

export function isTextType(type: DataType): type is keyof typeof longestText {
  return type in longestText;
}
