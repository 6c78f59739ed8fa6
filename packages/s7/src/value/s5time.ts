import { bcdOf, numberOfBcd } from './bcd.ts';

/** Milliseconds that one step of a time is, by its base. */
const steps = [10, 100, 1_000, 10_000] as const;

/** What three digits hold. */
const mostSteps = 999;

/** The longest time of a timer (ms). */
export const longestS5Time = mostSteps * steps[3];

/**
 * Milliseconds of a S5TIME: two bits of time base, then three digits. The two bits above the base mean nothing.
 * @returns undefined where the digits are none
 * @see Siemens, Statement List (STL) for S7-300 and S7-400, "Location of a timer in memory and components of a timer"
 */
export function millisecondsOfS5Time(word: number): number | undefined {
  const count = numberOfBcd(word & 0xfff, 3);
  return count === undefined ? undefined : count * (steps[(word >> 12) & 3] as number);
}

/** The word of a time with the finest base that holds it exactly; undefined where none does. */
export function s5TimeOf(milliseconds: number): number | undefined {
  const base = steps.findIndex((step) => milliseconds % step === 0 && milliseconds / step <= mostSteps);
  const step = steps[base];
  if (step === undefined || milliseconds < 0) return undefined;
  return (base << 12) | bcdOf(milliseconds / step);
}

/** The nearest time that a timer can have. @param milliseconds from 0 to {@link longestS5Time} */
export function nearestS5Time(milliseconds: number): number {
  const step = steps.find((each) => Math.round(milliseconds / each) <= mostSteps) ?? steps[3];
  return Math.round(milliseconds / step) * step;
}
