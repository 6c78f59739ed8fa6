import type { Desired } from './desired.ts';
import type { Effect } from './effects.ts';
import { effectsOf, journal, reporting } from './effects-of.ts';
import type { Limits } from './limits.ts';
import type { Changing, Outcome, Result, State, Trouble, Work } from './state.ts';
import { untilOpen } from './window.ts';

/**
 * A state, and what is to be done. Either nothing, or `journal` of this very state comes first; only when the disk does not take
 * that, there is a timer in its place.
 */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** What every transition is given beside its state. */
export interface Given {
  readonly time: number;
  readonly limits: Limits;
}

export const ignore = (state: State): Step => ({ state, effects: [] });

/** Something worth keeping, or a hub that asks again: nothing changes of what is being done. */
export const note = (state: State, { limits }: Given): Step => ({
  state,
  effects: [journal(state), ...reporting(state, 0, limits)],
});

/** A new turn: whatever was being done ends, and what this state asks for begins. */
export function enter(state: State, { time, limits }: Given): Step {
  const next = { ...state, turn: state.turn + 1 };
  return { state: next, effects: [journal(next), ...effectsOf(next, time, limits)] };
}

/** In another phase, as if it were the first attempt. Why it goes back is told until it is back. */
export function inPhase({ trouble, ...work }: Changing, phase: Changing['phase']): Changing {
  const next = { ...work, phase, attempt: 0, pausing: false };
  return trouble && isGoingBack(next) ? { ...next, trouble } : next;
}

/** Flows run, or run again. */
export const flowing = ({ stopped: _over, spare: _needless, ...state }: State): State => ({
  ...state,
  rest: 'idle',
});

export const isGoingBack = ({ phase }: Work): boolean => phase === 'rolling-back' || phase === 'recovering';

/**
 * The phase in which a complete slot is changed over to, unless flows or the window say "not now". While flows are
 * stopped nothing runs that could be kept, or disturbed.
 */
export function gate(state: State, work: Changing, time: number): Changing {
  if (state.rest === 'safe')
    return { ...inPhase(work, 'switching'), ladder: state.committed ? [state.committed] : [] };
  const closed = work.desired !== undefined && untilOpen(work.desired.window, time) > 0;
  return inPhase(work, state.locked || closed ? 'waiting' : 'keeping');
}

/** The state with one more outcome, of a job that is not at work any more. */
export function withOutcome(
  state: State,
  { job, release }: Desired,
  result: Result,
  { time, limits }: Given,
  error?: Trouble,
): State {
  const outcome: Outcome = {
    job,
    result,
    ...(release && { release }),
    ...(error && { error }),
    time,
    acknowledged: false,
  };
  return { ...state, outcomes: [...state.outcomes, outcome].slice(-limits.remembered) };
}
