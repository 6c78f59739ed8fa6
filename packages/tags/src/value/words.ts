import type { ByteOrder } from './format.ts';

/** Whether the words of a value come with the least significant one first. */
export function reversesWords(order: ByteOrder): boolean {
  return order === 'CDAB' || order === 'DCBA';
}

/** Whether the bytes of each word come with the least significant one first. */
export function swapsBytes(order: ByteOrder): boolean {
  return order === 'BADC' || order === 'DCBA';
}

/** One register as an unsigned number. */
export function wordAt(bytes: Uint8Array, at: number, swapped: boolean): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  return swapped ? second * 0x100 + first : first * 0x100 + second;
}

/** Two registers as an unsigned number. */
export function doubleWordAt(bytes: Uint8Array, at: number, order: ByteOrder): number {
  const swapped = swapsBytes(order);
  const first = wordAt(bytes, at, swapped);
  const second = wordAt(bytes, at + 2, swapped);
  return reversesWords(order) ? second * 0x1_0000 + first : first * 0x1_0000 + second;
}

/** Puts registers, the most significant first, into the order of the wire. */
export function bytesOfWords(words: readonly number[], order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(words.length * 2);
  const swapped = swapsBytes(order);
  (reversesWords(order) ? words.toReversed() : words).forEach((word, index) => {
    bytes[index * 2] = swapped ? word : word >>> 8;
    bytes[index * 2 + 1] = swapped ? word >>> 8 : word;
  });
  return bytes;
}

/**
 * Bits that are read as another type. One place for the whole process: each use fills and empties it in one go.
 * The DataView says the order itself, so it does not matter which one the machine has.
 */
const scratch = new DataView(new ArrayBuffer(8));

export function float32Of(bits: number): number {
  scratch.setUint32(0, bits);
  return scratch.getFloat32(0);
}

export function float64Of(high: number, low: number): number {
  scratch.setUint32(0, high);
  scratch.setUint32(4, low);
  return scratch.getFloat64(0);
}

/** The bits of a float32, high word first. */
export function wordsOfFloat32(value: number): readonly number[] {
  scratch.setFloat32(0, value);
  return [scratch.getUint16(0), scratch.getUint16(2)];
}

/** The bits of a float64, high word first. */
export function wordsOfFloat64(value: number): readonly number[] {
  scratch.setFloat64(0, value);
  return [scratch.getUint16(0), scratch.getUint16(2), scratch.getUint16(4), scratch.getUint16(6)];
}

/** The lowest `count` words of an integer, two's complement, high word first. */
export function wordsOfInteger(value: bigint, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) =>
    Number((value >> BigInt(16 * (count - 1 - index))) & 0xffffn),
  );
}
