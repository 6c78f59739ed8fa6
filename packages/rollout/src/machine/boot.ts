import { rolloutErrors } from '../errors.ts';
import { howToStart } from './effects-of.ts';
import type { Booted } from './events.ts';
import { notRecovered } from './go-back.ts';
import { isBeforeSwitch } from './phases.ts';
import { goBack, proceed } from './proceed.ts';
import { rest, settle } from './settle.ts';
import type { Changing, State, Work } from './state.ts';
import { type Given, gate, inPhase, isGoingBack, type Step } from './transition.ts';
import { troubleOf } from './trouble.ts';

/**
 * Node-RED has started. What was on its way when the process before ended is taken up: see `restart` in the table of
 * phases. What Node-RED would load may be half the old and half the new version, so it is switched to again.
 */
export function booted(before: State, event: Booted, given: Given): Step {
  const state: State = { ...before, restart: event.restart, locked: false, spent: false, ended: false };
  if (state.work === undefined) return rest(state, given);
  const work = leadsNowhere(before, state.work, event) ? state.work : { ...state.work, transitions: 0 };
  if (!('target' in work)) return proceed(state, { ...work, pausing: false }, given);
  if (work.restart && state.restart === 'none' && isBeforeSwitch(work.phase))
    return settle(state, 'refused', given, troubleOf(rolloutErrors.restartNeeded()));
  // A slot is made sure of again before it is changed over to.
  if (isBeforeSwitch(work.phase))
    return proceed(state, work.desired ? inPhase(work, 'staging') : gate(state, work, given.time), given);
  const starts = isInnocent(before, work, event) ? Math.max(0, work.starts - 1) : work.starts;
  const held = { ...work, held: true, starts };
  if (isGoingBack(work)) return notRecovered(state, held, { pausing: false, cameUp: false }, given);
  const cause = causeOfFailure(before, work, event, given);
  return cause ? goBack(state, held, cause, given) : proceed(state, inPhase(held, 'switching'), given);
}

/** An end in order says nothing about what was started, nor does the power about what has run before for long. */
const isInnocent = (before: State, work: Changing, { cause }: Booted): boolean =>
  before.ended || (isGoingBack(work) && work.ladder.length > 0 && cause === 'reboot');

/** A new version was started that has not come through. */
const hasBegun = (work: Work): boolean =>
  work.phase === 'watching' || (work.phase === 'starting' && work.starts > 0);

/**
 * Whether the transitions go on being counted. The power, and who ends the process in order, come from outside and say nothing
 * about the work: they may come as often as they like. Not so if the process ended because the machine wanted it, or new flows
 * may have brought it about.
 */
function leadsNowhere(before: State, work: Work, { cause }: Booted): boolean {
  const isStarting = work.phase === 'starting' || work.phase === 'recovering';
  const wanted = isStarting && howToStart(work, before) === 'restart';
  return wanted || hasBegun(work) || !(before.ended || cause === 'reboot');
}

function causeOfFailure(before: State, work: Changing, event: Booted, { limits }: Given) {
  if (!hasBegun(work) || before.ended) return undefined;
  if (event.cause === 'crash') return troubleOf(endOf(event) ?? rolloutErrors.crashed());
  if (event.cause === 'blocked') return troubleOf(rolloutErrors.blocked());
  const { starts } = work;
  if (starts < limits.starts) return undefined;
  return troubleOf(endOf(event) ?? rolloutErrors.startLoop({ starts }));
}

/** A signal from outside comes whatever errors there were before. */
function endOf({ uncaught, signal }: Booted) {
  if (signal !== undefined) return rolloutErrors.killed({ signal });
  return uncaught === undefined ? undefined : rolloutErrors.uncaught({ error: uncaught });
}
