import type { SampleValue } from '@millwright/tags';
import type { Decoding } from './decoding.ts';

/** A whole number of steps, each of 10 to the power of minus the scale. */
export interface Decimal {
  readonly steps: bigint;
  readonly scale: number;
}

/** The node id that a Decimal goes under, which is that of its data type. */
export const decimalType = 50;
export const decimalKey = `i=${decimalType}`;

/** More bytes or zeros than any device has: a server must not have us count with millions of digits. */
const mostBytes = 64;
const mostScale = 1_000;

/** So many digits, and powers of ten, a Double holds as they are. */
const mostExact = 10n ** 15n;
const mostPower = 290;

/** Undefined for a body that is none. @see OPC 10000-6 section 5.1.10 (Decimal) */
export function decimalIn(body: Uint8Array): Decimal | undefined {
  const bytes = Buffer.from(body);
  if (bytes.length < 3 || bytes.length > mostBytes + 2) return undefined;
  const scale = bytes.readInt16LE(0);
  if (Math.abs(scale) > mostScale) return undefined;
  let steps = 0n;
  for (const byte of bytes.subarray(2).reverse()) steps = (steps << 8n) | BigInt(byte);
  return { steps: BigInt.asIntN((bytes.length - 2) * 8, steps), scale };
}

/** The body that a Decimal has. */
export function bodyOfDecimal({ steps, scale }: Decimal): Buffer {
  const bytes: number[] = [];
  let rest = steps;
  do {
    bytes.push(Number(rest & 0xffn));
    rest >>= 8n;
    // The top bit of the last byte is the sign.
  } while (rest !== ((bytes.at(-1) ?? 0) & 0x80 ? -1n : 0n));
  const head = Buffer.alloc(2);
  head.writeInt16LE(scale);
  return Buffer.concat([head, Buffer.from(bytes)]);
}

/** All its digits, without an exponent. */
export function textOfDecimal({ steps, scale }: Decimal): string {
  if (scale <= 0) return `${steps * 10n ** BigInt(-scale)}`;
  const sign = steps < 0n ? '-' : '';
  const digits = `${steps < 0n ? -steps : steps}`.padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** From a number, a BigInt or digits; undefined where it is none of them, or larger than anybody's. */
export function decimalOf(value: unknown): Decimal | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return undefined;
  const text = `${value}`;
  if (text.length > mostScale) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/i.exec(text) ?? [];
  if (whole === '') return undefined;
  const steps = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const exact = fraction.length - Number(power);
  const decimal = exact >= 0 ? { steps, scale: exact } : { steps: steps * 10n ** BigInt(-exact), scale: 0 };
  const isHeld = decimal.scale <= mostScale && bodyOfDecimal(decimal).length <= mostBytes + 2;
  return isHeld ? decimal : undefined;
}

/** In JavaScript's form: as Int64 is, whose digits it may have too many of as well. */
export function decimalValue(decimal: Decimal, decoding: Decoding): SampleValue | null {
  const { wide = 'number' } = decoding.forms;
  const { steps, scale } = decimal;
  const text = textOfDecimal(decimal);
  if (wide === 'string') return text;
  if (wide === 'bigint' && scale <= 0) return BigInt(text);
  const number = Number(text);
  const isExact = steps < mostExact && steps > -mostExact && Math.abs(scale) <= mostPower;
  return isExact || (Number.isSafeInteger(number) && scale <= 0) ? number : decoding.unfit(text);
}
