import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { sampleErrors } from './errors.ts';

// Doubles as pairs of 32-bit words, the low one first: every platform that runs JavaScript is little-endian.
const wordsOf = (values: Float64Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, values.length * 2);

/** The bits of a difference that are written: so many, above so many that are zero. */
interface Window {
  readonly trailing: number;
  readonly width: number;
}

/** Five bits say how many leading bits are zero. */
const maxLeading = 31;

function windowOf(high: number, low: number): Window {
  const leading = Math.min(high === 0 ? 32 + Math.clz32(low) : Math.clz32(high), maxLeading);
  const trailing = low === 0 ? 63 - Math.clz32(high & -high) : 31 - Math.clz32(low & -low);
  return { trailing, width: 64 - leading - trailing };
}

const covers = (outer: Window, inner: Window): boolean =>
  inner.trailing >= outer.trailing && inner.trailing + inner.width <= outer.trailing + outer.width;

function writeWindow(writer: ByteWriter, high: number, low: number, { trailing, width }: Window): void {
  if (trailing >= 32) {
    writer.bits(high >>> (trailing - 32), width);
    return;
  }
  const lowWidth = Math.min(width, 32 - trailing);
  writer.bits(low >>> trailing, lowWidth);
  writer.bits(high, width - lowWidth);
}

/**
 * Any doubles, to the bit: each as what differs from the one before, by exclusive or.
 *
 * @see Pelkonen et al., Gorilla: a fast, scalable, in-memory time series database, VLDB 2015, section 4.1.2
 */
export function writeDoubles(writer: ByteWriter, values: Float64Array): void {
  const words = wordsOf(values);
  let lastHigh = 0;
  let lastLow = 0;
  // No window yet: it covers nothing, as every difference that is written has at least one bit.
  let window: Window = { trailing: 0, width: 0 };
  for (let at = 0; at < words.length; at += 2) {
    const low = words[at] as number;
    const high = words[at + 1] as number;
    const lowBits = (low ^ lastLow) >>> 0;
    const highBits = (high ^ lastHigh) >>> 0;
    lastLow = low;
    lastHigh = high;
    if (lowBits === 0 && highBits === 0) {
      writer.bits(0, 1);
      continue;
    }
    const own = windowOf(highBits, lowBits);
    if (covers(window, own)) writer.bits(0b01, 2);
    else {
      window = own;
      writer.bits(0b11, 2);
      writer.bits(64 - own.trailing - own.width, 5);
      writer.bits(own.width - 1, 6);
    }
    writeWindow(writer, highBits, lowBits, window);
  }
  writer.endBits();
}

/** What {@link writeDoubles} wrote of so many values. */
export function readDoubles(reader: ByteReader, count: number): Float64Array {
  const values = new Float64Array(count);
  const words = wordsOf(values);
  let high = 0;
  let low = 0;
  let trailing = 0;
  let width = 0;
  for (let at = 0; at < words.length; at += 2) {
    if (reader.bits(1) === 1) {
      if (reader.bits(1) === 1) {
        const leading = reader.bits(5);
        width = reader.bits(6) + 1;
        trailing = 64 - leading - width;
        if (trailing < 0) throw sampleErrors.damagedBlock({ reason: 'more than 64 bits in a double' });
      }
      if (trailing >= 32) high ^= reader.bits(width) << (trailing - 32);
      else {
        const lowWidth = Math.min(width, 32 - trailing);
        low ^= reader.bits(lowWidth) << trailing;
        high ^= reader.bits(width - lowWidth);
      }
    }
    words[at] = low;
    words[at + 1] = high;
  }
  reader.endBits();
  return values;
}
