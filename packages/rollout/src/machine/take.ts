import { rolloutErrors } from '../errors.ts';
import type { Desired } from './desired.ts';
import { isBeforeSwitch } from './phases.ts';
import { begin, rest } from './settle.ts';
import type { State } from './state.ts';
import { type Given, note, type Step, withOutcome } from './transition.ts';
import { troubleOf } from './trouble.ts';

/**
 * A desired document has arrived: on any road, perhaps again, perhaps late. It is answered in any case, since a hub that asks
 * again has not heard the answer.
 */
export function take(before: State, desired: Desired, given: Given): Step {
  if (isOld(before, desired)) return note(before, given);
  const { counter, digest, hub, drift } = desired;
  const state: State = { ...before, last: { counter, digest, hub }, drift };
  const { work } = state;
  if (isKnown(state, desired.job)) {
    // Local changes are there, and something else is to be done about them.
    if (work === undefined && before.drift !== drift && state.strayed !== undefined)
      return rest(state, given);
    const obsolete = work && work.desired === undefined && isBeforeSwitch(work.phase) && drift !== 'revert';
    if (!obsolete) return note(state, given);
    // Local changes were about to be put back, which nobody wants any more.
    const { work: _dropped, ...free } = state;
    return rest(free, given);
  }
  if (work === undefined) return begin(state, desired, given);
  if (!isBeforeSwitch(work.phase))
    return note({ ...replaced(state, state.next, desired, given), next: desired }, given);
  const { work: _replaced, ...free } = replaced(state, work.desired, desired, given);
  return begin(free, desired, given);
}

/**
 * Once another key of the hub signs, the numbers may begin anew. Whether they may is told where signatures are checked, with
 * the state's own `last`.
 */
const isOld = ({ last }: State, { counter, digest, hub }: Desired): boolean =>
  last !== undefined && (digest === last.digest || (hub === last.hub && counter <= last.counter));

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
