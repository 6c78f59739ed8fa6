import type { DataType } from '../data-type.ts';

/** Reads a number of up to 32 bits, or a float, from where it begins; there are enough bytes. */
type Read = (bytes: Uint8Array, at: number) => number;

// One number in every form: making a view of each answer costs more than putting four bytes together.
const float32 = new Float32Array(1);
const float32Bits = new Uint32Array(float32.buffer);
const view = new DataView(new ArrayBuffer(8));

const byteAt: Read = (bytes, at) => bytes[at] as number;

export const wordAt: Read = (bytes, at) => ((bytes[at] as number) << 8) | (bytes[at + 1] as number);

const signedDoubleWordAt: Read = (bytes, at) =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number);

export const doubleWordAt: Read = (bytes, at) => signedDoubleWordAt(bytes, at) >>> 0;

const realAt: Read = (bytes, at) => {
  float32Bits[0] = signedDoubleWordAt(bytes, at);
  return float32[0] as number;
};

const longRealAt: Read = (bytes, at) => {
  view.setUint32(0, signedDoubleWordAt(bytes, at));
  view.setUint32(4, signedDoubleWordAt(bytes, at + 4));
  return view.getFloat64(0);
};

/** The types whose bytes are a number as they stand: integers up to 32 bits, and floats. The high byte is first. */
export const readers = {
  BYTE: byteAt,
  USINT: byteAt,
  SINT: (bytes, at) => (byteAt(bytes, at) << 24) >> 24,
  WORD: wordAt,
  UINT: wordAt,
  INT: (bytes, at) => (wordAt(bytes, at) << 16) >> 16,
  DWORD: doubleWordAt,
  UDINT: doubleWordAt,
  DINT: signedDoubleWordAt,
  TIME: signedDoubleWordAt,
  REAL: realAt,
  LREAL: longRealAt,
} as const satisfies Partial<Record<DataType, Read>>;
