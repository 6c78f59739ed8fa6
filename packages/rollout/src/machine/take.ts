import { rolloutErrors } from '../errors.ts';
import type { Desired } from './desired.ts';
import { isBeforeSwitch } from './phases.ts';
import { begin } from './settle.ts';
import type { State } from './state.ts';
import { type Given, note, type Step, withOutcome } from './transition.ts';
import { troubleOf } from './trouble.ts';

/**
 * A desired document has arrived: on any road, perhaps again, perhaps late. It is answered in any case, since a hub that asks
 * again has not heard the answer.
 */
export function take(before: State, desired: Desired, given: Given): Step {
  if (desired.counter <= before.counter) return note(before, given);
  const { counter, drift } = desired;
  const floor = Math.max(before.floor, desired.floor);
  const state: State = { ...before, counter, drift, floor };
  if (isKnown(state, desired.job)) return note(state, given);
  const { work } = state;
  if (work === undefined) return begin(state, desired, given);
  if (!isBeforeSwitch(work.phase))
    return note({ ...replaced(state, state.next, desired, given), next: desired }, given);
  const { work: _replaced, ...free } = replaced(state, work.desired, desired, given);
  return begin(free, desired, given);
}

/** Whether this delivery has been taken, whatever its document's counter. A job is delivered once. */
const isKnown = ({ work, next, committed, outcomes }: State, job: string): boolean =>
  work?.desired?.job === job ||
  next?.job === job ||
  committed?.slot === job ||
  outcomes.some((outcome) => outcome.job === job);

const replaced = (state: State, old: Desired | undefined, { job }: Desired, given: Given): State =>
  old
    ? withOutcome(state, old, 'superseded', given, troubleOf(rolloutErrors.superseded({ by: job })))
    : state;
