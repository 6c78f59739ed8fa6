import { isBytes } from './is-bytes.ts';

/**
 * A list of values: an array, or a row of numbers such as an Int16Array. Bytes are one value, but where a list of bytes is wanted.
 *
 * By what a value says of itself, since what a function node makes has the classes of a context of its own.
 */
export function listOf(value: unknown, takesBytes = false): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!ArrayBuffer.isView(value)) return undefined;
  const isDataView = Object.prototype.toString.call(value) === '[object DataView]';
  if (isDataView || (isBytes(value) && !takesBytes)) return undefined;
  return Array.from(value as unknown as ArrayLike<unknown>);
}
