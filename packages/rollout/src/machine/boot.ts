import { rolloutErrors } from '../errors.ts';
import type { Booted } from './events.ts';
import { notRecovered } from './go-back.ts';
import { isBeforeSwitch } from './phases.ts';
import { goBack, proceed } from './proceed.ts';
import { rest } from './settle.ts';
import type { Changing, State } from './state.ts';
import { type Given, gate, inPhase, isGoingBack, type Step } from './transition.ts';
import { troubleOf } from './trouble.ts';

/**
 * Node-RED has started. What was on its way when the process before ended is taken up: see `restart` in the table of
 * phases. What Node-RED would load may be half the old and half the new version, so it is switched to again.
 */
export function booted(before: State, event: Booted, given: Given): Step {
  const state: State = { ...before, restart: event.restart, locked: false, ended: false };
  const { work } = state;
  if (work === undefined) return rest(state, given);
  if (!('target' in work)) return proceed(state, { ...work, pausing: false }, given);
  // A slot is made sure of again before it is changed over to.
  if (isBeforeSwitch(work.phase))
    return proceed(state, work.desired ? inPhase(work, 'staging') : gate(state, work, given.time), given);
  // An end in order says nothing about what was started, nor does the power about what has run before for long.
  const innocent = before.ended || (isGoingBack(work) && event.cause === 'reboot');
  const held = { ...work, held: true, starts: innocent ? Math.max(0, work.starts - 1) : work.starts };
  if (isGoingBack(work)) return notRecovered(state, held, given);
  const cause = causeOfFailure(before, work, event, given);
  return cause ? goBack(state, held, cause, given) : proceed(state, inPhase(held, 'switching'), given);
}

function causeOfFailure(before: State, work: Changing, { cause }: Booted, { limits }: Given) {
  const begun = (work.phase === 'starting' && work.starts > 0) || work.phase === 'watching';
  if (!begun || before.ended) return undefined;
  if (cause === 'crash') return troubleOf(rolloutErrors.crashed());
  if (cause === 'blocked') return troubleOf(rolloutErrors.blocked());
  const { starts } = work;
  return starts >= limits.starts ? troubleOf(rolloutErrors.startLoop({ starts })) : undefined;
}
