import type { Line } from '@millwright/analytics';

/** The first row that is later than a time. */
function rowAfter(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a line is between two times: rows from the first up to the second, with one more on each side. */
export function rowsBetween({ times }: Line, from: number, to: number): readonly [number, number] {
  return [Math.max(0, rowAfter(times, from) - 1), Math.min(times.length, rowAfter(times, to) + 1)];
}

/** A value of a line, and since when (ms UTC). */
export interface LinePoint {
  readonly time: number;
  readonly value: number;
}

/** The latest point of a line until a time; undefined where the line is interrupted then or not yet begun. */
export function pointAt({ times, values }: Line, time: number): LinePoint | undefined {
  const row = rowAfter(times, time) - 1;
  const value = row < 0 ? Number.NaN : (values[row] as number);
  return Number.isNaN(value) ? undefined : { time: times[row] as number, value };
}

/** Whether a line has a value from one time to another. */
export function hasValue({ times, values }: Line, from: number, to: number): boolean {
  return values.subarray(rowAfter(times, from), rowAfter(times, to)).some((value) => !Number.isNaN(value));
}

/** A range of values. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The smallest and largest value of lines between two times; undefined where there is none. */
export function rangeOf(lines: readonly Line[], from: number, to: number): Range | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of lines) {
    const [start, end] = rowsBetween(line, from, to);
    for (let row = start; row < end; row += 1) {
      const value = line.values[row] as number;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : undefined;
}

/**
 * An axis that holds a range: its ends are round numbers, so that it does not twitch with each value.
 * @param range undefined for an axis without values
 */
export function axisFor(range: Range | undefined): Range {
  if (!range) return { min: 0, max: 1 };
  const size = range.max - range.min || Math.abs(range.max) * 0.1 || 1;
  const power = 10 ** Math.floor(Math.log10(size / 5));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => size / each <= 6) ?? power * 10;
  const below = range.min - size * 0.02;
  const above = range.max + size * 0.02;
  return { min: Math.floor(below / step) * step, max: Math.ceil(above / step) * step };
}
