import { encodeNumber } from './encode-number.ts';
import { isNumberFormat, type ValueFormat } from './format.ts';
import { registersOfText } from './text.ts';
import { doesNotFit, wrongType } from './unfit.ts';
import { bytesOfWords } from './words.ts';

/**
 * The registers of a value, as they go over the wire. A bool that has no register of its own is one byte, 0 or 1; one
 * that is a bit of a register is that register with no other bit set, so what `true` makes is its mask.
 *
 * Of a scaled tag the nearest step is written, and of a float the nearest number that it can hold:
 * `decodeValue(encodeValue(value))` says which. Nothing else is rounded, and nothing wrapped or clamped.
 * @throws `tags.wrong-type`, `tags.value-does-not-fit`
 */
export function encodeValue(value: unknown, format: ValueFormat): Uint8Array {
  if (isNumberFormat(format)) return encodeNumber(value, format);
  return format.type === 'bool' ? encodeBool(value, format) : encodeText(value, format);
}

function encodeBool(value: unknown, format: ValueFormat): Uint8Array {
  const { bit, byteOrder } = format;
  if (typeof value !== 'boolean') throw wrongType(value, format);
  if (bit === undefined) return Uint8Array.of(value ? 1 : 0);
  return bytesOfWords([value ? 1 << bit : 0], byteOrder);
}

function encodeText(value: unknown, format: ValueFormat): Uint8Array {
  if (typeof value !== 'string') throw wrongType(value, format);
  const bytes = registersOfText(value, format);
  // All NUL is what SunSpec calls a text that is not implemented.
  if (bytes === undefined || (value === '' && format.sentinel === 'sunspec')) throw doesNotFit(value, format);
  return bytes;
}
