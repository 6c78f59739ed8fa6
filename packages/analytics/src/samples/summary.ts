import { isUsable, qualityCodes, type SampleColumns } from './columns.ts';

/** A value and when it came about (ms UTC). */
export interface Point {
  readonly time: number;
  readonly value: number;
}

/** What can be said of the good and finite values together. Of equal extremes, the earliest. */
export interface GoodValues {
  readonly count: number;
  readonly sum: number;
  readonly first: Point;
  readonly last: Point;
  readonly min: Point;
  readonly max: Point;
}

/** What overviews and roll-ups need to know of samples. */
export interface Summary {
  /** The earliest and the latest time, whatever the quality (ms UTC). */
  readonly first: number;
  readonly last: number;
  /** How many values can be drawn, but are uncertain: they are in none of the figures of `good`. */
  readonly uncertain: number;
  /** Missing where no value is good. */
  readonly good?: GoodValues;
}

/** Sums samples up: at least one, in order, each time once. */
export function summarise({ times, values, quality }: SampleColumns): Summary {
  let [count, sum, uncertain] = [0, 0, 0];
  let [first, last, min, max] = [0, 0, 0, 0];
  for (let row = 0; row < times.length; row += 1) {
    const value = values[row] as number;
    const code = quality[row] as number;
    if (!isUsable(value, code)) continue;
    if (code !== qualityCodes.good) {
      uncertain += 1;
      continue;
    }
    if (count === 0) first = min = max = row;
    last = row;
    count += 1;
    sum += value;
    if (value < (values[min] as number)) min = row;
    if (value > (values[max] as number)) max = row;
  }
  const pointAt = (row: number): Point => ({ time: times[row] as number, value: values[row] as number });
  const ends = { first: times[0] as number, last: times[times.length - 1] as number };
  if (count === 0) return { ...ends, uncertain };
  const good = {
    count,
    sum,
    first: pointAt(first),
    last: pointAt(last),
    min: pointAt(min),
    max: pointAt(max),
  };
  return { ...ends, uncertain, good };
}
