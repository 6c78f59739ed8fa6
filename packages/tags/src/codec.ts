import { tagErrors } from './errors.ts';
import { type ByteOrder, bytesOf, type WordType } from './types.ts';

/** Where each byte of the big-endian value is found. */
const positions: Readonly<Record<ByteOrder, readonly [number, number, number, number]>> = {
  ABCD: [0, 1, 2, 3],
  CDAB: [2, 3, 0, 1],
  BADC: [1, 0, 3, 2],
  DCBA: [3, 2, 1, 0],
};

const integerRanges = {
  int16: [-0x8000, 0x7fff],
  uint16: [0, 0xffff],
  int32: [-0x8000_0000, 0x7fff_ffff],
  uint32: [0, 0xffff_ffff],
} as const satisfies Partial<Record<WordType, readonly [number, number]>>;

const largestFloat32 = 3.4028234663852886e38;

// Decoding is synchronous and never re-entered, so one scratch value serves all: a poll of a thousand tags allocates nothing.
const scratch = new DataView(new ArrayBuffer(4));

/**
 * The number that `bytes` (2 or 4, as the type takes) stand for. A float32 may be NaN or infinite:
 * {@link import('./sample.ts').measured} says what becomes of that.
 */
export function decodeNumber(bytes: Uint8Array, type: WordType, order: ByteOrder): number {
  if (bytesOf(type) === 2) {
    const [high, low] = order === 'ABCD' || order === 'CDAB' ? [0, 1] : [1, 0];
    scratch.setUint8(0, bytes[high] ?? 0);
    scratch.setUint8(1, bytes[low] ?? 0);
  } else {
    positions[order].forEach((from, to) => {
      scratch.setUint8(to, bytes[from] ?? 0);
    });
  }
  switch (type) {
    case 'int16':
      return scratch.getInt16(0);
    case 'uint16':
      return scratch.getUint16(0);
    case 'int32':
      return scratch.getInt32(0);
    case 'uint32':
      return scratch.getUint32(0);
    case 'float32':
      return scratch.getFloat32(0);
  }
}

function fits(value: number, type: WordType): boolean {
  if (type === 'float32') return !Number.isFinite(value) || Math.abs(value) <= largestFloat32;
  const [lowest, highest] = integerRanges[type];
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

/**
 * The bytes of a number as they go to the PLC.
 * @throws `tags.value-does-not-fit` where the type cannot hold it: nothing is rounded, wrapped or clamped
 *   (a float32 takes the nearest number it has).
 */
export function encodeNumber(value: number, type: WordType, order: ByteOrder): Uint8Array {
  if (!fits(value, type)) throw tagErrors.valueDoesNotFit({ value, type });
  const plain = new DataView(new ArrayBuffer(4));
  switch (type) {
    case 'int16':
      plain.setInt16(0, value);
      break;
    case 'uint16':
      plain.setUint16(0, value);
      break;
    case 'int32':
      plain.setInt32(0, value);
      break;
    case 'uint32':
      plain.setUint32(0, value);
      break;
    case 'float32':
      plain.setFloat32(0, value);
      break;
  }
  const bytes = new Uint8Array(bytesOf(type));
  if (bytes.length === 2) {
    const [high, low] = order === 'ABCD' || order === 'CDAB' ? [0, 1] : [1, 0];
    bytes[high] = plain.getUint8(0);
    bytes[low] = plain.getUint8(1);
  } else {
    positions[order].forEach((to, from) => {
      bytes[to] = plain.getUint8(from);
    });
  }
  return bytes;
}
