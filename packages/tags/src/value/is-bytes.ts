/**
 * Whether a value is bytes, a Buffer too. By what it says of itself, since what a function node makes has the classes of a context
 * of its own.
 */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
}
