import type { Round } from './rounds.ts';
import { type Estimate, estimate, median } from './statistics.ts';

export type Times<Name extends string> = readonly Round<Name, number>[];

/**
 * What one arm takes more than another: in each round the difference of the two, the median of all rounds.
 *
 * Of the visits of a round the quickest counts. Whatever else a machine does can only make a visit slower; a pair of
 * the least disturbed ones differs by what is to be measured, where a pair of means differs by what disturbed them.
 */
export const added = <Name extends string>(times: Times<Name>, name: Name, beside: Name): Estimate =>
  estimate(times, (drawn) => median(drawn.map((round) => quickest(round[name]) - quickest(round[beside]))));

/** `added`, as per cent of what the other arm takes in all. */
export const addedShare = <Name extends string>(
  times: Times<Name>,
  name: Name,
  beside: Name,
  whole: Times<Name> = times,
): Estimate => {
  const base = median(whole.map((round) => quickest(round[beside])));
  const { value, interval } = added(times, name, beside);
  return { value: (value / base) * 100, interval: [(interval[0] / base) * 100, (interval[1] / base) * 100] };
};

const quickest = (visits: readonly number[]): number => Math.min(...visits);
