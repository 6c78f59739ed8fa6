import { rolloutErrors } from '../errors.ts';
import { howToStart } from './effects-of.ts';
import { withFailure } from './failures.ts';
import { isBeforeSwitch } from './phases.ts';
import { settle } from './settle.ts';
import type { Changing, State, Trouble, Work } from './state.ts';
import { enter, type Given, inPhase, isGoingBack, type Step } from './transition.ts';
import { troubleOf } from './trouble.ts';

/** Goes on with a work, unless it has gone on for too long. */
export function proceed(state: State, work: Work, given: Given): Step {
  const { transitions } = given.limits;
  if (work.transitions < transitions)
    return enter({ ...state, work: { ...work, transitions: work.transitions + 1 } }, given);
  return giveUp({ ...state, work }, troubleOf(rolloutErrors.loop({ transitions })), given);
}

/** Ends what is at work where it stands: nothing has been changed yet, or it has to be gone back. */
export function giveUp(state: State, trouble: Trouble, given: Given): Step {
  const { work } = state;
  if (work === undefined || !('target' in work) || isBeforeSwitch(work.phase))
    return settle(state, 'failed', given, trouble);
  return isGoingBack(work) ? fallBack(state, work, given) : goBack(state, work, trouble, given);
}

/** Tries again after a pause, or gives up. */
export function tryAgain(state: State, work: Work, trouble: Trouble, final: boolean, given: Given): Step {
  const attempt = work.attempt + 1;
  const { attempts } = work.phase === 'waiting' ? { attempts: 0 } : given.limits.phases[work.phase];
  if (final || attempt >= attempts) return giveUp({ ...state, work }, trouble, given);
  return enter({ ...state, work: { ...work, attempt, pausing: true, trouble } }, given);
}

/** Tells Node-RED to run what it was switched to. Ending the process starts no flows yet, so it does not count as a start. */
export function start(state: State, work: Changing, given: Given): Step {
  const starts = howToStart(work, state) === 'here' ? work.starts + 1 : work.starts;
  return proceed(state, { ...inPhase(work, isGoingBack(work) ? 'recovering' : 'starting'), starts }, given);
}

/** Leaves the new version for what ran before. What came of a start counts against the release; a disk that did not take it does not. */
export function goBack(state: State, work: Changing, trouble: Trouble, given: Given): Step {
  const started = work.phase !== 'switching' && work.starts > 0;
  const failed = started && work.desired ? withFailure(state, work.desired, given) : state;
  const back = { ...inPhase(work, 'rolling-back'), transitions: 0, starts: 0, trouble };
  return work.ladder.length > 0 ? proceed(failed, back, given) : fallBack(failed, back, given);
}

/**
 * Goes back to the next best version.
 *
 * @param whole the one before could not be switched to, or came up as another. If it was the last one, then what lies there may be
 *   whole all the same
 */
export function nextRung(state: State, work: Changing, whole: boolean, given: Given): Step {
  const [rung, next, ...others] = work.ladder;
  if (!next) return whole && rung ? asItLies(state, work, given) : fallBack(state, work, given);
  const { starts = 0, ...version } = next;
  return proceed(state, { ...inPhase(work, 'rolling-back'), ladder: [version, ...others], starts }, given);
}

/** No version is left that could be gone back to: better what lies there than none. */
const asItLies = (state: State, work: Changing, given: Given): Step =>
  proceed(state, { ...inPhase(work, 'rolling-back'), ladder: [], starts: 0 }, given);

/** Nothing is left to go back to: flows are stopped. */
function fallBack(state: State, work: Changing, given: Given): Step {
  const { stopped: _before, ...others } = state;
  const why = work.trouble && { stopped: work.trouble };
  return settle({ ...others, work, rest: 'safe', ...why }, 'failed-safe', given, work.trouble);
}
