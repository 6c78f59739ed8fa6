import { statusOf } from '../status.ts';
import { decodeNumber } from './decode-number.ts';
import type { Decoded, NoValue } from './decoded.ts';
import { registersOf, type ValueFormat } from './format.ts';
import { isSentinel, notImplemented } from './sentinel.ts';
import { latin1, textOf } from './text.ts';
import { swapsBytes, wordAt } from './words.ts';

/**
 * The value in the registers from `at` (in bytes) on. A bool that has no register of its own is one byte, 0 or 1.
 * Allocates nothing but the value.
 */
export function decodeValue(bytes: Uint8Array, format: ValueFormat, at = 0): Decoded {
  const length = format.type === 'bool' && format.bit === undefined ? 1 : registersOf(format) * 2;
  if (bytes.length < at + length) return tooShort(bytes.length - at, length);
  switch (format.type) {
    case 'bool':
      return decodeBool(bytes, format, at);
    case 'string':
      return decodeText(bytes, format, at);
    default:
      return decodeNumber(bytes, format, at);
  }
}

function tooShort(has: number, needs: number): NoValue {
  return { status: statusOf('BadDecodingError', `${Math.max(0, has)} bytes where ${needs} make a value`) };
}

function decodeBool(bytes: Uint8Array, format: ValueFormat, at: number): Decoded {
  if (format.bit === undefined) return bytes[at] !== 0;
  const word = wordAt(bytes, at, swapsBytes(format.byteOrder));
  return isSentinel(format, 0, word) ? notImplemented(format) : ((word >> format.bit) & 1) === 1;
}

function decodeText(bytes: Uint8Array, format: ValueFormat, at: number): Decoded {
  const text = textOf(bytes, at, format);
  if (text === undefined) {
    const raw = latin1(bytes.subarray(at, at + registersOf(format) * 2));
    return { status: statusOf('BadDecodingError', 'The PLC sent bytes that are no UTF-8'), text: raw };
  }
  const isEmpty = format.sentinel === 'sunspec' && text === '' && bytes[at] === 0 && bytes[at + 1] === 0;
  return isEmpty ? notImplemented(format) : text;
}
