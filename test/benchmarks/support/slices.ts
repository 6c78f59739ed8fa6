import { waitFor } from '@millwright/testing';
import type { Round } from './rounds.ts';
import { seconds, times } from './seconds.ts';
import { type Estimate, estimate, median } from './statistics.ts';

/** What has been counted so far, and what the process has used: microseconds of the processor. */
export interface Tally {
  readonly count: number;
  readonly cpu: number;
}

/** What does all the time what is to be measured, and counts how often. */
export interface Counting {
  tally(): Promise<Tally>;
  stop(): Promise<void>;
}

/** What was counted, for each second; and what one costs, in microseconds of the processor. */
export interface Measured {
  readonly rate: number;
  readonly cost: number;
}

/** What each of them made of the same seconds. */
export type Slice<Name extends string> = Readonly<Record<Name, Measured>>;

export async function measure(of: Counting, duration: number): Promise<Measured> {
  const before = await of.tally();
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, duration * 1000));
  const after = await of.tally();
  const count = after.count - before.count;
  return {
    rate: (count / (performance.now() - began)) * 1000,
    cost: (after.cpu - before.cpu) / count,
  };
}

/** Measures all of them at once. */
export async function measureAll<Name extends string>(
  all: Readonly<Record<Name, Counting>>,
  duration: number,
): Promise<Slice<Name>> {
  const measured = Object.entries<Counting>(all).map(
    async ([name, each]) => [name, await measure(each, duration)] as const,
  );
  return Object.fromEntries(await Promise.all(measured)) as Slice<Name>;
}

/** Waits, some milliseconds at most, until it has counted more than `least`. */
export const begins = (of: Counting, name: string, { least = 0, deadline = 60_000 } = {}): Promise<unknown> =>
  waitFor(`${name} to have its first values`, async () => (await of.tally()).count > least, { deadline });

/**
 * Lets all of them run until they have warmed up: what comes a few times a second is compiled only after a minute, and a young
 * process takes up to three times as much for it.
 * @throws where one of them counts nothing
 */
export async function warmUp(
  all: Readonly<Record<string, Counting>>,
  duration = seconds(60, 3),
): Promise<void> {
  for (const [name, each] of Object.entries(all)) await begins(each, name);
  await new Promise((resolve) => setTimeout(resolve, duration * 1000));
}

/**
 * All of them run all the time, warmed up, and are measured in the same slices, so that what the machine does meanwhile meets
 * them alike.
 */
export async function inSlices<Name extends string>(
  all: Readonly<Record<Name, Counting>>,
  count = times(20, 2),
): Promise<readonly Slice<Name>[]> {
  const slices: Slice<Name>[] = [];
  while (slices.length < count) slices.push(await measureAll(all, seconds(5, 2)));
  return slices;
}

/** The same, once they have warmed up. */
export async function warmInSlices<Name extends string>(
  all: Readonly<Record<Name, Counting>>,
): Promise<readonly Slice<Name>[]> {
  await warmUp(all);
  return inSlices(all);
}

/** A round of visits as if all of them had been measured at once. */
export function sliceOf<Name extends string>(round: Round<Name, Measured>): Slice<Name> {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const means = Object.entries<readonly Measured[]>(round).map(([name, visits]) => [
    name,
    { rate: mean(visits.map(({ rate }) => rate)), cost: mean(visits.map(({ cost }) => cost)) },
  ]);
  return Object.fromEntries(means);
}

/** The middle of the slices. */
export const middleOf = <Name extends string>(
  slices: readonly Slice<Name>[],
  name: Name,
  what: keyof Measured,
): Estimate => estimate(slices, (some) => median(some.map((slice) => slice[name][what])));

/** The middle of what one was to the other in each slice. */
export const ratioOf = <Name extends string>(
  slices: readonly Slice<Name>[],
  what: keyof Measured,
  over: Name,
  under: Name,
): Estimate =>
  estimate(slices, (some) => median(some.map((slice) => slice[over][what] / slice[under][what])));

/** In another unit. */
export const scaled = ({ value, interval: [from, to] }: Estimate, factor: number): Estimate => ({
  value: value * factor,
  interval: [from * factor, to * factor],
});
