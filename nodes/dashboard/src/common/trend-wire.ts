import * as v from 'valibot';
import type { TrendAlarms } from './trend-alarms.ts';

/** Whoever follows a trend hears something at least so often (ms): else a page could not tell silence from a lost line. */
export const trendHeartbeat = 2_000;

/** What a page asks of a trend. */
export const linesRequest = 'lines';

/** Times in ms UTC; the lines have two points for each pixel at most. */
export const linesSchema = v.pipe(
  v.object({
    from: v.pipe(v.number(), v.finite()),
    to: v.pipe(v.number(), v.finite()),
    pixels: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16_384)),
  }),
  v.check(({ from, to }) => from < to, 'from is not before to'),
);

export type LinesRequest = v.InferOutput<typeof linesSchema>;

/** The newest sample of a tag; null as its value where its quality is bad. */
export interface Newest {
  readonly time: number;
  readonly value: number | null;
}

/** Beside the lines, and beside what is pushed: one table for each pen, times and values, NaN for what interrupts a line. */
export interface LinesAnswer {
  /** The server's clock (ms UTC). */
  readonly now: number;
  /** The newest sample of each pen, whatever the range; null where there is none. */
  readonly newest: readonly (Newest | null)[];
  /** Absent where the trend marks no alarms. */
  readonly alarms?: TrendAlarms;
}

export interface TrendPush {
  readonly now: number;
  /** More has changed than is pushed: the lines are to be asked for again. */
  readonly reload?: true;
}
