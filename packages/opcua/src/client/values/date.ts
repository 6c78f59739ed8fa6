/** Milliseconds from 1601-01-01, where OPC UA counts from, to 1970-01-01. */
const epoch = 11_644_473_600_000;
const firstTime = -epoch;
/** 9999-12-31T23:59:59Z: what the largest number stands for. */
const lastTime = 253_402_300_799_000;

/** A time as the wire has it, without loss: milliseconds since 1970 and how many times 100 ns are beyond them (0 to 9999). */
export interface WireTime {
  readonly milliseconds: number;
  readonly hundreds: number;
}

/**
 * What 64 bits stand for; the two ends stand for themselves and whatever is beyond.
 * @see OPC 10000-6 section 5.2.2.5
 */
export function wireTime(low: number, high: number): WireTime {
  if (high < 0 || (high === 0 && low === 0)) return { milliseconds: firstTime, hundreds: 0 };
  const tail = high * 7296 + low;
  // 2^32 is 429,496 times 10,000 and 7,296: so every step stays below 2^53.
  const milliseconds = high * 429_496 + Math.floor(tail / 10_000) - epoch;
  return milliseconds >= lastTime
    ? { milliseconds: lastTime, hundreds: 0 }
    : { milliseconds, hundreds: tail % 10_000 };
}

/** ISO text with all that the wire has: 100 ns. */
export function timeText({ milliseconds, hundreds }: WireTime): string {
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(hundreds).padStart(4, '0')}Z`;
}

const iso = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)$/;

/** Reads ISO text with up to 7 digits behind the second; undefined where it is none. */
export function timeOfText(text: string): WireTime | undefined {
  const [, whole, digits = '', zone] = iso.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const seconds = Date.parse(`${whole}${zone}`);
  const day = Date.parse(`${whole.slice(0, 10)}T00:00:00Z`);
  // A day that its month does not have would become another one.
  if (Number.isNaN(seconds) || new Date(day).toISOString().slice(0, 10) !== whole.slice(0, 10)) {
    return undefined;
  }
  const fraction = Number(digits.padEnd(7, '0'));
  return { milliseconds: seconds + Math.floor(fraction / 10_000), hundreds: fraction % 10_000 };
}

/** The number of the wire: 100 ns since 1601; undefined where the time is beyond either end. */
export function ticksOf({ milliseconds, hundreds }: WireTime): bigint | undefined {
  if (milliseconds < firstTime || milliseconds > lastTime + 999) return undefined;
  if (milliseconds >= lastTime) return 0x7fff_ffff_ffff_ffffn;
  return BigInt(milliseconds + epoch) * 10_000n + BigInt(hundreds);
}
