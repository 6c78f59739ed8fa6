import { latin1 } from '@millwright/tags';

/** The text in a field that is filled up with zeros or spaces; undefined where nothing is in it. */
export function textField(bytes: Uint8Array, at: number, length: number): string | undefined {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  const text = latin1(end < 0 ? field : field.subarray(0, end)).trim();
  return text === '' ? undefined : text;
}
