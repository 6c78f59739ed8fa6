import type { NumberFormat, NumberType, ValueFormat } from './format.ts';
import { unscale } from './scaling.ts';
import { isSentinel } from './sentinel.ts';
import { doesNotFit, wrongType } from './unfit.ts';
import { bytesOfWords, wordsOfFloat32, wordsOfFloat64, wordsOfInteger } from './words.ts';

type IntegerType = Exclude<NumberType, 'float32' | 'float64'>;

/** Lowest and highest value of each type, and the registers it takes. */
const integers: Readonly<Record<IntegerType, readonly [low: bigint, high: bigint, words: number]>> = {
  int16: [-(2n ** 15n), 2n ** 15n - 1n, 1],
  uint16: [0n, 2n ** 16n - 1n, 1],
  int32: [-(2n ** 31n), 2n ** 31n - 1n, 2],
  uint32: [0n, 2n ** 32n - 1n, 2],
  int64: [-(2n ** 63n), 2n ** 63n - 1n, 4],
  uint64: [0n, 2n ** 64n - 1n, 4],
  bcd16: [0n, 9_999n, 1],
  bcd32: [0n, 99_999_999n, 2],
};

/** The registers of a number. @throws `tags.wrong-type`, `tags.value-does-not-fit` */
export function encodeNumber(value: unknown, format: NumberFormat): Uint8Array {
  const { type, byteOrder } = format;
  return bytesOfWords(
    type === 'float32' || type === 'float64'
      ? floatWords(value, type, format)
      : integerWords(value, type, format),
    byteOrder,
  );
}

function floatWords(value: unknown, type: 'float32' | 'float64', format: ValueFormat): readonly number[] {
  const raw = rawOf(value, format);
  if (type === 'float64') return wordsOfFloat64(raw);
  const nearest = Math.fround(raw);
  // Too large becomes infinite, too small becomes nothing: neither is near.
  if (!Number.isFinite(nearest) || (nearest === 0 && raw !== 0)) {
    throw doesNotFit(value, format);
  }
  return wordsOfFloat32(nearest);
}

function integerWords(value: unknown, type: IntegerType, format: ValueFormat): readonly number[] {
  const [low, high, count] = integers[type];
  const integer = integerOf(value, type, format);
  if (integer === undefined || integer < low || integer > high) {
    throw doesNotFit(value, format);
  }
  const bits = type.startsWith('bcd') ? BigInt(`0x${integer}`) : BigInt.asUintN(16 * count, integer);
  // It would come back as "not implemented".
  if (isSentinel(format, Number(bits >> 32n), Number(bits & 0xffff_ffffn))) {
    throw doesNotFit(value, format);
  }
  return wordsOfInteger(bits, count);
}

/** The integer that is meant, exactly; undefined where it is not exactly known. */
function integerOf(value: unknown, type: IntegerType, format: ValueFormat): bigint | undefined {
  if (format.scaling === undefined) {
    if (typeof value === 'bigint') return value;
    if (typeof value === 'string' && type.endsWith('64')) {
      return /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
    }
  }
  const raw = rawOf(value, format);
  const nearest = format.scaling === undefined ? raw : Math.round(raw);
  return Number.isSafeInteger(nearest) ? BigInt(nearest) : undefined;
}

/** The number before scaling, not rounded. */
function rawOf(value: unknown, format: ValueFormat): number {
  const { scaling } = format;
  if (typeof value !== 'number') throw wrongType(value, format);
  const raw = scaling === undefined ? value : unscale(value, scaling);
  if (raw === undefined || !Number.isFinite(raw)) throw doesNotFit(value, format);
  return raw;
}
