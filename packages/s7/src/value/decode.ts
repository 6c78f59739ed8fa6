import { isValue, type NoValue, statusOf } from '@millwright/tags';
import { sizeOf, strideOf } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { checkFormat } from './check-format.ts';
import { dateDecoder } from './decode-date.ts';
import { numberDecoder } from './decode-number.ts';
import { textDecoder } from './decode-text.ts';
import { type Decode, type S7Decoded, type S7Scalar, tooShort } from './decoded.ts';

/** What becomes of one element. */
type DecodeScalar = Decode<S7Scalar | NoValue>;

/**
 * What reads the value of one tag, of all its elements where it is an array.
 * @param bit of bools: at which bit of its byte the first one stands
 * @throws `tags.bad-format`
 */
export function decoderOf(format: S7Format, bit = 0): Decode {
  checkFormat(format);
  const { type, count } = format;
  if (count === undefined) return type === 'BOOL' ? boolDecoder(bit) : scalarDecoder(format);
  if (type === 'BOOL') return boolsDecoder(bit, count);
  return arrayDecoder(scalarDecoder(format), format, count);
}

/** The value that begins at `at`. Whoever reads a tag again and again makes a decoder of it. */
export function decodeValue(bytes: Uint8Array, format: S7Format, at = 0, bit = 0): S7Decoded {
  return decoderOf(format, bit)(bytes, at);
}

function scalarDecoder(format: S7Format): DecodeScalar {
  const { type } = format;
  switch (type) {
    case 'BOOL':
      return boolDecoder(0);
    case 'CHAR':
    case 'WCHAR':
    case 'STRING':
    case 'WSTRING':
      return textDecoder(type, format);
    case 'DATE':
    case 'DT':
    case 'LDT':
    case 'DTL':
      return dateDecoder(type, format);
    default:
      return numberDecoder(type, format);
  }
}

function boolDecoder(bit: number): Decode<boolean | NoValue> {
  const mask = 1 << bit;
  return (bytes, at) => (at < bytes.length ? ((bytes[at] as number) & mask) !== 0 : tooShort(bytes, at, 1));
}

/** Bits one after the other, from the lowest of each byte on. */
function boolsDecoder(bit: number, count: number): Decode {
  const size = sizeOf({ type: 'BOOL', count }, bit);
  return (bytes, at) => {
    if (at + size > bytes.length) return tooShort(bytes, at, size);
    return Array.from({ length: count }, (_, index) => {
      const place = bit + index;
      return (((bytes[at + (place >> 3)] as number) >> (place & 7)) & 1) === 1;
    });
  };
}

function arrayDecoder(decode: DecodeScalar, format: S7Format, count: number): Decode {
  const stride = strideOf(format);
  const size = sizeOf(format);
  return (bytes, at) => {
    if (at + size > bytes.length) return tooShort(bytes, at, size);
    const elements: (S7Scalar | null)[] = [];
    let unfit: Unfit[] | undefined;
    for (let index = 0; index < count; index += 1) {
      const element = decode(bytes, at + index * stride);
      if (isValue(element)) elements.push(element);
      else {
        unfit ??= [];
        unfit.push({ index, element });
        elements.push(null);
      }
    }
    return unfit === undefined ? elements : partly(elements, unfit);
  };
}

interface Unfit {
  readonly index: number;
  readonly element: NoValue;
}

/** So many elements are told of one array. */
const mostTold = 10;

/** An array of which some elements cannot be used: those are null. Where all are, there is no array. */
function partly(value: readonly (S7Scalar | null)[], unfit: readonly Unfit[]): NoValue {
  const [first] = unfit;
  const told = unfit.slice(0, mostTold);
  const text = told.map(({ index, element }) => `[${index}] = ${element.text ?? ''}`).join(', ');
  const reason = `${unfit.length} of ${value.length} elements are no values. [${first?.index}]: ${first?.element.status.reason}`;
  if (unfit.length === value.length) return { status: { ...(first as Unfit).element.status, reason }, text };
  return { status: statusOf('Uncertain', reason), text, value };
}
