import { rolloutErrors } from '../errors.ts';
import { answered } from './answered.ts';
import { effectsOf, journal, reporting } from './effects-of.ts';
import type { Answer } from './events.ts';
import { pauseOf } from './limits.ts';
import { isBeforeSwitch } from './phases.ts';
import { look } from './prepare.ts';
import { rest } from './settle.ts';
import { phaseOf, type State } from './state.ts';
import { enter, type Given, ignore, type Step } from './transition.ts';

type Rang = Extract<Answer, { kind: 'timer' }>;
type Unwritten = Extract<Answer, { kind: 'unwritten' }>;

export function rang(state: State, event: Rang, given: Given): Step {
  const { limits, time } = given;
  switch (event.timer) {
    case 'deadline':
      return tooLate(state, event, given);
    case 'retry':
      return resume(state, given);
    case 'window':
      return state.work?.phase === 'waiting' ? look(state, state.work, given) : ignore(state);
    case 'report': {
      if (state.outcomes.every(({ acknowledged }) => acknowledged)) return ignore(state);
      return { state, effects: [journal(state), ...reporting(state, event.attempt + 1, limits)] };
    }
    case 'journal':
      return { state, effects: [journal(state, event.attempt), ...effectsOf(state, time, limits)] };
  }
}

function resume(state: State, given: Given): Step {
  const { work } = state;
  if (work === undefined) return rest(state, given);
  if (!work.pausing) return ignore(state);
  return enter({ ...state, work: { ...work, pausing: false } }, given);
}

/** Silence is an answer. */
function tooLate(state: State, { turn, time, attempt }: Rang, given: Given): Step {
  const phase = phaseOf(state);
  if (phase === 'idle' || phase === 'safe' || phase === 'waiting' || state.work?.attempt !== attempt)
    return ignore(state);
  const seconds = given.limits.phases[phase].deadline / 1000;
  const error = rolloutErrors.noAnswer({ phase, seconds });
  return answered(state, { kind: 'failed', turn, time, error, final: false }, given);
}

/**
 * The disk did not take the journal, so nothing that this state asks for was done. It is written again after a pause. A
 * Node-RED that waits for it is let start without its flows before long, so that people can reach it and make room.
 */
export function unwritten(state: State, { attempt, begun }: Unwritten, { limits }: Given): Step {
  const { turn, work, rest } = state;
  const held = work !== undefined && 'held' in work && work.held;
  const stopping = rest === 'safe' && isBeforeSwitch(phaseOf(state));
  const waits = !begun && (held || stopping);
  return {
    state,
    effects: [
      ...(waits && attempt + 1 === limits.journalAttempts ? [{ kind: 'safe' as const, turn }] : []),
      {
        kind: 'arm',
        turn,
        timer: 'journal',
        attempt: attempt + 1,
        milliseconds: pauseOf(limits.journal, attempt),
      },
    ],
  };
}
