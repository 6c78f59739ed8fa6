import type { Outcome, State } from '../index.ts';
import type { Entry, History } from './history.fixture.ts';

/** Something that has to hold for every history: what is wrong with this one, or nothing. */
export type Invariant = (history: History) => string | undefined;

/** Looks at each entry with the state that was durable then. @returns what the first look says that says anything */
export function walk(
  history: History,
  look: (entry: Entry, durable: State | undefined) => string | undefined,
): string | undefined {
  let durable: State | undefined;
  for (const entry of history) {
    const wrong = look(entry, durable);
    if (wrong !== undefined) return wrong;
    if (entry.kind === 'durable') durable = entry.state;
  }
  return undefined;
}

/** Those of all jobs, also of those that the device has forgotten by now. */
export const outcomesOf = (history: History): readonly Outcome[] => {
  const byJob = new Map<string, Outcome>();
  for (const entry of history)
    if (entry.kind === 'durable') for (const outcome of entry.state.outcomes) byJob.set(outcome.job, outcome);
  return [...byJob.values()];
};
