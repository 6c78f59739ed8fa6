import { rolloutErrors } from '../errors.ts';
import { howToStart } from './effects-of.ts';
import type { Answer } from './events.ts';
import { nextRung, proceed, start } from './proceed.ts';
import { settle } from './settle.ts';
import type { Changing, State } from './state.ts';
import { enter, flowing, type Given, ignore, inPhase, type Step } from './transition.ts';
import { troubleOf } from './trouble.ts';

/** `rolling-back` and `recovering`: to what ran before, or else to the last version that was committed. */
export function goingBack(state: State, work: Changing, event: Answer, given: Given): Step {
  if (work.phase === 'rolling-back') {
    if (event.kind === 'switched') return start(state, { ...work, restart: event.restart }, given);
    return event.kind === 'failed' ? notSwitched(state, work, event.final, given) : ignore(state);
  }
  const [to] = work.ladder;
  if (event.kind === 'started' && to === undefined) return layThere(state, work, given);
  if (event.kind === 'started' && event.rev === to?.rev)
    return settle({ ...flowing(state), live: to.slot, spent: false }, 'rolled-back', given, work.trouble);
  if (event.kind !== 'started' && event.kind !== 'failed') return ignore(state);
  const how = { pausing: true, cameUp: event.kind === 'started' };
  return notRecovered({ ...state, spent: true }, notStarted(state, work), how, given);
}

/**
 * One that does not end when it is told to is no better than one that does not come up. But it has not let its flows go, nor
 * people in.
 */
const notStarted = (state: State, work: Changing): Changing =>
  howToStart(work, state) === 'restart' ? { ...work, starts: work.starts + 1 } : { ...work, held: false };

/** It is no version of anybody's, and differs from what was committed: the hub hears what it is at the next look. */
function layThere({ live: _lost, ...state }: State, work: Changing, given: Given): Step {
  const reason = work.trouble?.message ?? 'unknown';
  const trouble = troubleOf(rolloutErrors.nothingToGoBackTo({ reason }));
  return settle({ ...flowing(state), spent: false }, 'failed', given, trouble);
}

/**
 * What runs meanwhile is better than nothing, so a disk that does not take the old version is asked again and again, with
 * pauses, each version in its turn. A version that is damaged is not asked for again, and a Node-RED that waits for its flows is
 * not kept waiting for ever.
 */
function notSwitched(state: State, work: Changing, final: boolean, given: Given): Step {
  const attempt = work.attempt + 1;
  const { attempts } = given.limits.phases['rolling-back'];
  if (final || (work.held && attempt >= attempts)) return nextRung(state, work, true, given);
  const turned = attempt % attempts === 0 ? nextInTurn(work) : work;
  // No transition is counted: nothing is started by it, and the pauses grow.
  return enter({ ...state, work: { ...turned, attempt, pausing: true } }, given);
}

/** Each goes on with its own number of starts. */
function nextInTurn(work: Changing): Changing {
  const [first, ...others] = work.ladder;
  if (!first) return work;
  const [next = first, ...rest] = [...others, { ...first, starts: work.starts }];
  const { starts = 0, ...version } = next;
  return { ...work, ladder: [version, ...rest], starts };
}

/** How a start on the way back ended. */
export interface NotRecovered {
  /** Before it is tried again. */
  readonly pausing: boolean;
  /** But as another version than that which was gone back to. */
  readonly cameUp: boolean;
}

export function notRecovered(
  state: State,
  work: Changing,
  { pausing, cameUp }: NotRecovered,
  given: Given,
): Step {
  const { recoveries, starts } = given.limits;
  // What lay there has not come through before.
  const most = work.ladder.length > 0 ? recoveries : starts;
  if (work.starts >= most) return nextRung(state, work, cameUp, given);
  const again = { ...inPhase(work, 'rolling-back'), attempt: work.starts, pausing };
  return proceed(state, again, given);
}
