import { statusOf } from '../status.ts';
import { type Decoded, finite } from './decoded.ts';
import type { ValueFormat } from './format.ts';
import { scale } from './scaling.ts';
import { isSentinel, notImplemented } from './sentinel.ts';
import { wideNumber } from './wide-number.ts';
import { doubleWordAt, float32Of, float64Of, reversesWords, swapsBytes, wordAt } from './words.ts';

/** The number in the registers from `at` (in bytes) on; there are enough of them. */
export function decodeNumber(bytes: Uint8Array, format: ValueFormat, at: number): Decoded {
  const { type, byteOrder } = format;
  switch (type) {
    case 'int16':
    case 'uint16':
    case 'bcd16':
      return decodeInteger(0, wordAt(bytes, at, swapsBytes(byteOrder)), format);
    case 'int32':
    case 'uint32':
    case 'bcd32':
      return decodeInteger(0, doubleWordAt(bytes, at, byteOrder), format);
    case 'float32':
      return decodeFloat(float32Of(doubleWordAt(bytes, at, byteOrder)), format);
    default: {
      const first = doubleWordAt(bytes, at, byteOrder);
      const second = doubleWordAt(bytes, at + 4, byteOrder);
      const high = reversesWords(byteOrder) ? second : first;
      const low = reversesWords(byteOrder) ? first : second;
      return type === 'float64'
        ? decodeFloat(float64Of(high, low), format)
        : decodeInteger(high, low, format);
    }
  }
}

function decodeFloat(raw: number, format: ValueFormat): Decoded {
  if (Number.isNaN(raw) && format.sentinel === 'sunspec') return notImplemented(format);
  return inUnits(raw, format);
}

function decodeInteger(high: number, low: number, format: ValueFormat): Decoded {
  if (isSentinel(format, high, low)) return notImplemented(format);
  switch (format.type) {
    case 'int16':
      return inUnits((low << 16) >> 16, format);
    case 'int32':
      return inUnits(low | 0, format);
    case 'bcd16':
      return decodeDigits(low, 4, format);
    case 'bcd32':
      return decodeDigits(low, 8, format);
    case 'int64':
      return wideNumber(high | 0, low, format);
    case 'uint64':
      return wideNumber(high, low, format);
    default:
      return inUnits(low, format);
  }
}

/** Four bits for each decimal digit, the most significant one first. */
function decodeDigits(word: number, digits: number, format: ValueFormat): Decoded {
  let value = 0;
  for (let place = digits - 1; place >= 0; place -= 1) {
    const digit = (word >>> (4 * place)) & 0xf;
    if (digit > 9) {
      const text = `0x${word.toString(16).padStart(digits, '0')}`;
      return { status: statusOf('BadDecodingError', `The PLC sent ${text}, which is no BCD number`), text };
    }
    value = value * 10 + digit;
  }
  return inUnits(value, format);
}

function inUnits(raw: number, { scaling }: ValueFormat): Decoded {
  return finite(scaling === undefined ? raw : scale(raw, scaling));
}
