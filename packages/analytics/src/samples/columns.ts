import { integerLimit } from './integers.ts';
import { rowsByTime } from './order.ts';

/** Quality of a sample as it is kept: the two top bits of an OPC UA status code. @see OPC UA Part 4, section 7.39.1 */
export const qualityCodes = { good: 0, uncertain: 1, bad: 2 } as const;

/** Samples of one tag as columns of the same length: one row is one sample. */
export interface SampleColumns {
  /** Milliseconds UTC, whole numbers. */
  readonly times: Float64Array;
  /** NaN stands for no value. Booleans are 0 and 1. */
  readonly values: Float64Array;
  /** One of {@link qualityCodes} each. */
  readonly quality: Uint8Array;
}

/** Whether a number is a time that can be kept (ms UTC): whole, and less than 17,000 years away from 1970. */
export const isKeptTime = (time: number): boolean => Number.isInteger(time) && Math.abs(time) <= integerLimit;

/** Whether a value can be drawn: infinities are kept, but nothing can be drawn or reckoned with them. */
export const isUsable = (value: number, quality: number): boolean =>
  quality !== qualityCodes.bad && Number.isFinite(value);

export function emptyColumns(length: number): SampleColumns {
  return {
    times: new Float64Array(length),
    values: new Float64Array(length),
    quality: new Uint8Array(length),
  };
}

/** Columns one after the other, as they come. */
export function joinColumns(parts: readonly SampleColumns[]): SampleColumns {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const joined = emptyColumns(parts.reduce((sum, { times }) => sum + times.length, 0));
  let row = 0;
  for (const { times, values, quality } of parts) {
    joined.times.set(times, row);
    joined.values.set(values, row);
    joined.quality.set(quality, row);
    row += times.length;
  }
  return joined;
}

function isAscending(times: Float64Array): boolean {
  for (let row = 1; row < times.length; row += 1) {
    if ((times[row] as number) <= (times[row - 1] as number)) return false;
  }
  return true;
}

/**
 * Samples by time, each time once: of several with the same time, the one that was written last. Columns that are so
 * already are given back as they are.
 */
export function inOrder(columns: SampleColumns): SampleColumns {
  const { times, values, quality } = columns;
  if (isAscending(times)) return columns;
  const rows = rowsByTime(times);
  const kept = rows.filter((row, index) => {
    const next = rows[index + 1];
    return next === undefined || times[next] !== times[row];
  });
  const ordered = emptyColumns(kept.length);
  for (let index = 0; index < kept.length; index += 1) {
    const row = kept[index] as number;
    ordered.times[index] = times[row] as number;
    ordered.values[index] = values[row] as number;
    ordered.quality[index] = quality[row] as number;
  }
  return ordered;
}

/** The first row of ascending times that is not before this one. */
function rowFrom(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The samples from one time to another, both included, of columns that are in order: views, no copies. */
export function cutColumns(columns: SampleColumns, from: number, to: number): SampleColumns {
  const start = rowFrom(columns.times, from);
  let end = rowFrom(columns.times, to);
  if (columns.times[end] === to) end += 1;
  return {
    times: columns.times.subarray(start, end),
    values: columns.values.subarray(start, end),
    quality: columns.quality.subarray(start, end),
  };
}
