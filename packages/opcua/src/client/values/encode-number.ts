import { type BuiltIn, type BuiltInName, builtIn, builtInName } from './built-in.ts';
import { type Encoding, shownValue } from './encoding.ts';

/** Lowest and highest of each type of whole numbers. */
const limits: ReadonlyMap<BuiltIn, readonly [low: bigint, high: bigint]> = new Map([
  [builtIn.SByte, [-(2n ** 7n), 2n ** 7n - 1n]],
  [builtIn.Byte, [0n, 2n ** 8n - 1n]],
  [builtIn.Int16, [-(2n ** 15n), 2n ** 15n - 1n]],
  [builtIn.UInt16, [0n, 2n ** 16n - 1n]],
  [builtIn.Int32, [-(2n ** 31n), 2n ** 31n - 1n]],
  [builtIn.UInt32, [0n, 2n ** 32n - 1n]],
  [builtIn.Int64, [-(2n ** 63n), 2n ** 63n - 1n]],
  [builtIn.UInt64, [0n, 2n ** 64n - 1n]],
] as const);

export const isWhole = (type: number): boolean => limits.has(type as BuiltIn);

/** Writes a whole number, exactly. What does not fit is refused, never made to fit. */
export function encodeWhole(type: BuiltIn, value: unknown, encoding: Encoding): void {
  const [low, high] = limits.get(type) ?? [0n, 0n];
  const whole = wholeOf(type, value, encoding);
  if (whole < low || whole > high) {
    throw encoding.refusal('BadOutOfRange', `takes ${low} to ${high}, and ${shownValue(value)} was given`);
  }
  const { writer } = encoding;
  switch (type) {
    case builtIn.SByte:
      writer.i8(Number(whole));
      return;
    case builtIn.Byte:
      writer.u8(Number(whole));
      return;
    case builtIn.Int16:
      writer.i16(Number(whole));
      return;
    case builtIn.UInt16:
      writer.u16(Number(whole));
      return;
    case builtIn.Int32:
      writer.i32(Number(whole));
      return;
    case builtIn.UInt32:
      writer.u32(Number(whole));
      return;
    case builtIn.Int64:
      writer.i64(whole);
      return;
    default:
      writer.u64(whole);
      return;
  }
}

function wholeOf(type: BuiltIn, value: unknown, encoding: Encoding): bigint {
  if (typeof value === 'bigint') return value;
  const isWide = type === builtIn.Int64 || type === builtIn.UInt64;
  if (typeof value === 'string' && isWide && /^-?\d{1,30}$/.test(value)) return BigInt(value);
  if (typeof value !== 'number' || Number.isNaN(value)) throw wrongType(type, value, encoding);
  const whole = encoding.options.round ? Math.round(value) : value;
  if (!Number.isFinite(whole)) {
    throw encoding.refusal('BadOutOfRange', `takes ${builtInName(type)}, and ${value} was given`);
  }
  if (!Number.isInteger(whole)) throw wrongType(type, value, encoding);
  if (!Number.isSafeInteger(whole) && isWide) {
    const reason = `takes exact digits beyond 2^53 - 1 as text or BigInt, and the number ${value} was given`;
    throw encoding.refusal('BadOutOfRange', reason);
  }
  return BigInt(whole);
}

/** Writes a Float or a Double. Too large a number would become infinite. */
export function encodeFloating(type: BuiltIn, value: unknown, encoding: Encoding): void {
  if (typeof value !== 'number') throw wrongType(type, value, encoding);
  const nearest = type === builtIn.Float ? Math.fround(value) : value;
  if (!Number.isFinite(nearest) || (nearest === 0 && value !== 0)) {
    throw encoding.refusal(
      'BadOutOfRange',
      `takes ${builtInName(type)}, and ${value} does not fit into that`,
    );
  }
  if (type === builtIn.Float) encoding.writer.f32(nearest);
  else encoding.writer.f64(nearest);
}

export function wrongType(type: BuiltIn | BuiltInName, value: unknown, encoding: Encoding): Error {
  const name = typeof type === 'string' ? type : builtInName(type);
  return encoding.refusal('BadTypeMismatch', `takes ${name}, and ${shownValue(value)} was given`);
}
