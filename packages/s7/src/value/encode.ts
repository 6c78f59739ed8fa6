import { isValue, listOf } from '@millwright/tags';
import { formatShape } from '../address/format.ts';
import { elementSize, sizeOf, strideOf } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { s7TagErrors } from '../tag-errors.ts';
import { decodeValue } from './decode.ts';
import type { S7Value } from './decoded.ts';
import { encodeDate } from './encode-date.ts';
import { encodeNumber } from './encode-number.ts';
import { encodeCharacter, encodeText } from './encode-text.ts';
import { type Target, wrongType } from './target.ts';

/**
 * The bytes of a value, as they stand in the PLC: of a text with the room that it does not use, of bools with no other bit set.
 *
 * Of a scaled tag the nearest step is taken, and of a REAL the nearest number that it can hold: {@link heldValue} says which.
 * Nothing else is rounded, and nothing wrapped, cut or clamped.
 * @param bit of bools: at which bit of its byte the first one stands
 * @throws `s7.wrong-type`, `s7.value-does-not-fit`, `s7.wrong-length`
 */
export function encodeValue(value: unknown, format: S7Format, bit = 0): Uint8Array {
  const bytes = new Uint8Array(sizeOf(format, bit));
  if (format.count === undefined) {
    encodeElement(value, bytes, 0, bit, { format });
    return bytes;
  }
  const stride = strideOf(format);
  for (const [index, element] of elementsOf(value, format, format.count).entries()) {
    encodeElement(element, bytes, index * stride, bit + index, { format, index });
  }
  return bytes;
}

/** What a tag would hold, and be read as, when a value has been written to it. @throws as {@link encodeValue} */
export function heldValue(value: unknown, format: S7Format): S7Value | null {
  const held = decodeValue(encodeValue(value, format), format);
  return isValue(held) ? held : null;
}

/** The elements of what was given for an array: a Buffer is a list of numbers only for a tag that is bytes, as they stand in the PLC. */
export function elementsGiven(value: unknown, format: S7Format): readonly unknown[] | undefined {
  return listOf(value, takesBytes(format));
}

const takesBytes = ({ type, count, scaling }: S7Format): boolean =>
  (type === 'BYTE' || type === 'USINT') && count !== undefined && scaling === undefined;

function elementsOf(value: unknown, format: S7Format, wanted: number): readonly unknown[] {
  const list = elementsGiven(value, format);
  if (list === undefined) {
    const bytes = takesBytes(format) ? `, or ${wanted} bytes` : '';
    throw wrongType(value, `an array of ${wanted} elements${bytes}`, { format });
  }
  // Array.from, since what is missing in an array is an element as well.
  if (list.length === wanted) return Array.from<unknown>(list);
  const { name } = format;
  const given = list.length;
  throw s7TagErrors.wrongLength({
    ...(name !== undefined && { tag: name }),
    type: formatShape(format),
    given,
    wanted,
  });
}

/** @param bit of a bool: how many bits after the first byte it stands */
function encodeElement(value: unknown, bytes: Uint8Array, at: number, bit: number, target: Target): void {
  const { format } = target;
  const { type } = format;
  const view = (): DataView => new DataView(bytes.buffer, at, elementSize(format));
  switch (type) {
    case 'BOOL': {
      if (typeof value !== 'boolean') throw wrongType(value, 'true or false', target);
      const place = bit >> 3;
      bytes[place] = (bytes[place] as number) | (Number(value) << (bit & 7));
      return;
    }
    case 'CHAR':
    case 'WCHAR':
      encodeCharacter(value, type, view(), target);
      return;
    case 'STRING':
    case 'WSTRING':
      encodeText(value, type, view(), target);
      return;
    case 'DATE':
    case 'DT':
    case 'LDT':
    case 'DTL':
      encodeDate(value, type, view(), target);
      return;
    default:
      encodeNumber(value, type, view(), target);
  }
}
