import { Random } from '../../faults/random.ts';

/** The value below which `part` of the values lie, between two of them in proportion. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Estimate {
  readonly value: number;
  /** Where the value lies with 95 % confidence. */
  readonly interval: readonly [number, number];
}

/**
 * A statistic of the rounds with its 95 % interval, by the bootstrap: the same statistic of many samples that are drawn
 * from the rounds with replacement. Repeatable: the draws are always the same.
 * @see Efron, Tibshirani: An Introduction to the Bootstrap, chapter 13 (percentile interval)
 */
export function estimate<Round>(
  rounds: readonly Round[],
  statistic: (rounds: readonly Round[]) => number,
  samples = 2000,
): Estimate {
  const random = new Random(1);
  const draw = (): readonly Round[] =>
    rounds.map(() => rounds[Math.floor(random.next() * rounds.length)] as Round);
  const drawn = Array.from({ length: samples }, () => statistic(draw()));
  return { value: statistic(rounds), interval: [quantile(drawn, 0.025), quantile(drawn, 0.975)] };
}
