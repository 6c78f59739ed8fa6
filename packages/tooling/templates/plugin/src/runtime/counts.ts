import type { OperationCount } from '../common/routes.ts';

/** What was counted, by the names of the operations; the latest stands last. */
export type Counts = ReadonlyMap<string, OperationCount>;

export const nothingCounted: Counts = new Map();

/** One more of an operation, which ended at `at` (milliseconds since 1970). */
export function countOne(counts: Counts, operation: string, at: number): Counts {
  const count = (counts.get(operation)?.count ?? 0) + 1;
  return new Map([...forget(counts, operation), [operation, { operation, count, lastAt: at }]]);
}

/** The counts without one operation. */
export function forget(counts: Counts, operation: string): Counts {
  return new Map([...counts].filter(([name]) => name !== operation));
}

/** As the route answers them: the latest first. */
export function latestFirst(counts: Counts): OperationCount[] {
  return [...counts.values()].reverse();
}
