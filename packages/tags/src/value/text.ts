import type { ValueFormat } from './format.ts';
import { swapsBytes } from './words.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Encoder = new TextEncoder();

/** Every byte as the character of its number. TextDecoder calls windows-1252 by this name, which is another thing. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/**
 * The text in the registers of a string: it ends at the first NUL, and the spaces before that are padding.
 * Undefined where the bytes are no UTF-8, though the tag says so.
 */
export function textOf(bytes: Uint8Array, at: number, format: ValueFormat): string | undefined {
  const registers = inOrder(bytes.subarray(at, at + 2 * (format.length ?? 1)), format);
  const end = registers.indexOf(0);
  const used = end === -1 ? registers : registers.subarray(0, end);
  let text: string;
  try {
    text = format.encoding === 'utf8' ? utf8.decode(used) : latin1(used);
  } catch {
    return undefined;
  }
  return text.replace(/ +$/, '');
}

/** The registers of a text, padded with NUL; undefined where it cannot be written so that it comes back. */
export function registersOfText(text: string, format: ValueFormat): Uint8Array | undefined {
  const encoded = format.encoding === 'utf8' ? utf8Of(text) : latin1Of(text);
  const bytes = new Uint8Array(2 * (format.length ?? 1));
  if (encoded === undefined || encoded.length > bytes.length || encoded.includes(0)) return undefined;
  bytes.set(encoded);
  return inOrder(bytes, format);
}

function utf8Of(text: string): Uint8Array | undefined {
  return text.isWellFormed() ? utf8Encoder.encode(text) : undefined;
}

function latin1Of(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return undefined;
    bytes[index] = code;
  }
  return bytes;
}

function inOrder(bytes: Uint8Array, { byteOrder }: ValueFormat): Uint8Array {
  if (!swapsBytes(byteOrder)) return bytes;
  const swapped = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) swapped[index] = bytes[index ^ 1] ?? 0;
  return swapped;
}
