import { type NoValue, statusOf, type TagValue } from '@millwright/tags';

/** One value of a PLC. */
export type S7Scalar = TagValue | Date;

/** A value of a tag, or all elements of its array. */
export type S7Value = S7Scalar | readonly (S7Scalar | null)[];

/** A value, or why there is none. */
export type S7Decoded = S7Value | NoValue;

/** Reads the value of one tag from bytes that begin with it at `at`. Made once for each tag, since there are thousands of them in a cycle. */
export type Decode<Result extends S7Decoded = S7Decoded> = (bytes: Uint8Array, at: number) => Result;

/** Why bytes are no value. @param text what came instead */
export function undecodable(reason: string, text: string): NoValue {
  return { status: statusOf('BadDecodingError', reason), text };
}

/** Bytes as errors show them: `0x1234`. */
export function hexOf(bytes: Uint8Array, at: number, length: number): string {
  const digits = Array.from(bytes.subarray(at, at + length), (byte) => byte.toString(16).padStart(2, '0'));
  return `0x${digits.join('')}`;
}

export function tooShort(bytes: Uint8Array, at: number, needs: number): NoValue {
  const has = Math.max(0, bytes.length - at);
  return { status: statusOf('BadDecodingError', `${has} bytes where ${needs} make a value`) };
}
