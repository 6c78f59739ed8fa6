import { rolloutErrors } from '../errors.ts';
import type { Desired, Release } from './desired.ts';
import { failuresOf } from './failures.ts';
import type { Changing, Result, State, Trouble } from './state.ts';
import { enter, type Given, gate, type Step, withOutcome } from './transition.ts';
import { troubleOf } from './trouble.ts';

/** Ends the work with its only outcome, and goes on with what has come meanwhile. */
export function settle({ work, ...state }: State, result: Result, given: Given, error?: Trouble): Step {
  return rest(work?.desired ? withOutcome(state, work.desired, result, given, error) : state, given);
}

/** Without a work: takes up the newest desired state, or puts local changes back, or rests. */
export function rest(state: State, given: Given): Step {
  const { next, ...settled } = state;
  if (next !== undefined) return begin(settled, next, given);
  if (settled.strayed === undefined || settled.drift !== 'revert' || settled.rest !== 'idle')
    return enter(settled, given);
  return revert(settled, given);
}

/** Takes up a desired state, or says why not. */
export function begin(state: State, desired: Desired, given: Given): Step {
  const { release } = desired;
  if (release === undefined) return rest(withOutcome(state, desired, 'noted', given), given);
  const refusal = refusalOf(state, desired, release, given);
  if (refusal) return rest(withOutcome(state, desired, 'refused', given, refusal), given);
  const work = { phase: 'fetching', attempt: 0, pausing: false, transitions: 1, desired, checks: 0 } as const;
  return enter({ ...state, work }, given);
}

function refusalOf(
  state: State,
  desired: Desired,
  { name, version, floor: wanted = 0 }: Release,
  { limits }: Given,
): Trouble | undefined {
  const floor = Math.max(wanted, state.known.find((each) => each.name === name)?.floor ?? 0);
  if (version < floor) return troubleOf(rolloutErrors.belowFloor({ version, floor }));
  const times = failuresOf(state, desired);
  return times >= limits.failures ? troubleOf(rolloutErrors.quarantined({ times })) : undefined;
}

/** Puts the committed version back in place of local changes, unless they come again and again. */
function revert(state: State, given: Given): Step {
  const { committed, strayed, reverts } = state;
  if (committed === undefined || strayed === undefined) return enter(state, given);
  const { limits, time } = given;
  const calm = time - reverts.time > limits.calm;
  const count = calm ? 0 : reverts.count;
  if (count >= limits.reverts) {
    const error = troubleOf(rolloutErrors.driftPersists({ reverts: count }));
    return enter({ ...state, strayed: { ...strayed, error } }, given);
  }
  const work: Changing = {
    phase: 'waiting',
    attempt: 0,
    pausing: false,
    transitions: 1,
    target: committed,
    restart: false,
    // It is not watched again: it has come through once.
    health: { windowSeconds: 1 },
    floor: 0,
    ladder: [],
    starts: 0,
    held: false,
  };
  return enter({ ...state, reverts: { count: count + 1, time }, work: gate(state, work, time) }, given);
}
