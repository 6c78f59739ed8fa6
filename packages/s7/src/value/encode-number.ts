import { unscale } from '@millwright/tags';
import { kindOfType, type NumberType } from '../data-type.ts';
import { bcdOf } from './bcd.ts';
import { longestS5Time, nearestS5Time, s5TimeOf } from './s5time.ts';
import { doesNotFit, type Target, wrongType } from './target.ts';
import { millisecondsPerDay } from './wall-time.ts';

type FloatType = 'REAL' | 'LREAL';

type IntegerType = Exclude<NumberType, FloatType>;

/** Lowest and highest value of each type of whole numbers. */
const integers: Readonly<Record<IntegerType, readonly [low: bigint, high: bigint]>> = {
  BYTE: [0n, 0xffn],
  USINT: [0n, 0xffn],
  SINT: [-0x80n, 0x7fn],
  WORD: [0n, 0xffffn],
  UINT: [0n, 0xffffn],
  INT: [-0x8000n, 0x7fffn],
  DWORD: [0n, 0xffff_ffffn],
  UDINT: [0n, 0xffff_ffffn],
  DINT: [-0x8000_0000n, 0x7fff_ffffn],
  TIME: [-0x8000_0000n, 0x7fff_ffffn],
  TOD: [0n, BigInt(millisecondsPerDay) - 1n],
  S5TIME: [0n, BigInt(longestS5Time)],
  TIMER: [0n, BigInt(longestS5Time)],
  COUNTER: [0n, 999n],
  LWORD: [0n, 2n ** 64n - 1n],
  ULINT: [0n, 2n ** 64n - 1n],
  LINT: [-(2n ** 63n), 2n ** 63n - 1n],
  LTIME: [-(2n ** 63n), 2n ** 63n - 1n],
  LTOD: [0n, BigInt(millisecondsPerDay) * 1_000_000n - 1n],
};

/** Puts a number where it belongs. @throws `s7.wrong-type`, `s7.value-does-not-fit` */
export function encodeNumber(value: unknown, type: NumberType, view: DataView, target: Target): void {
  if (type === 'REAL' || type === 'LREAL') {
    encodeFloat(value, type, view, target);
    return;
  }
  const integer = integerOf(value, type, target);
  const [low, high] = integers[type];
  if (integer < low || integer > high)
    throw doesNotFit(value, `it takes ${rangeWords(type, target)}`, target);
  switch (view.byteLength) {
    case 1:
      view.setUint8(0, Number(BigInt.asUintN(8, integer)));
      return;
    case 2:
      view.setUint16(0, wordOf(value, type, Number(integer), target));
      return;
    case 4:
      view.setUint32(0, Number(BigInt.asUintN(32, integer)));
      return;
    default:
      view.setBigUint64(0, BigInt.asUintN(64, integer));
  }
}

function wordOf(value: unknown, type: NumberType, integer: number, target: Target): number {
  if (type === 'COUNTER') return bcdOf(integer);
  if (type !== 'S5TIME' && type !== 'TIMER') return integer & 0xffff;
  const isScaled = target.format.scaling !== undefined;
  const word = s5TimeOf(isScaled ? nearestS5Time(integer) : integer);
  if (word !== undefined) return word;
  const reason =
    'it goes in steps of 10 ms up to 9990 ms, of 100 ms up to 99900, of 1000 ms up to 999000, of 10000 ms above';
  throw doesNotFit(value, reason, target);
}

function rangeWords(type: IntegerType, { format }: Target): string {
  const [low, high] = integers[type];
  return `${low} to ${high}${format.scaling === undefined ? '' : ' before it is scaled'}`;
}

function encodeFloat(value: unknown, type: FloatType, view: DataView, target: Target): void {
  const raw = rawOf(value, target);
  const nearest = type === 'REAL' ? Math.fround(raw) : raw;
  // Too large becomes infinite, too small becomes nothing: neither is near.
  if (!Number.isFinite(nearest)) throw doesNotFit(value, 'it is too large', target);
  if (nearest === 0 && raw !== 0) throw doesNotFit(value, 'it is too small', target);
  if (type === 'REAL') view.setFloat32(0, nearest);
  else view.setFloat64(0, nearest);
}

/** The integer that is meant, exactly. */
function integerOf(value: unknown, type: NumberType, target: Target): bigint {
  const { scaling } = target.format;
  if (scaling === undefined) {
    if (typeof value === 'bigint') return value;
    if (typeof value === 'string' && kindOfType(type) === 'wide') {
      if (/^-?\d{1,20}$/.test(value)) return BigInt(value);
      throw doesNotFit(value, 'its text is no whole number', target);
    }
  }
  const raw = rawOf(value, target);
  const nearest = scaling === undefined ? raw : Math.round(raw);
  if (Number.isSafeInteger(nearest)) return BigInt(nearest);
  const reason = Number.isInteger(nearest)
    ? 'a number does not hold its digits exactly: give them as text or BigInt'
    : 'it is no whole number';
  throw doesNotFit(value, reason, target);
}

/** The number before scaling, not rounded. */
function rawOf(value: unknown, target: Target): number {
  const { scaling } = target.format;
  if (typeof value !== 'number') throw wrongType(value, 'a number', target);
  if (!Number.isFinite(value)) throw doesNotFit(value, 'it is no number to reckon with', target);
  const raw = scaling === undefined ? value : unscale(value, scaling);
  if (raw === undefined) throw doesNotFit(value, 'it is outside of the scaled range', target);
  if (!Number.isFinite(raw)) throw doesNotFit(value, 'it is too large', target);
  return raw;
}
