import type { Answer } from './events.ts';
import { isBeforeSwitch } from './phases.ts';
import { rest } from './settle.ts';
import type { State } from './state.ts';
import { type Given, ignore, note, type Step } from './transition.ts';
import { troubleOf } from './trouble.ts';

/** What runs, compared with what was committed. During a change-over others look at it. */
export function compare(state: State, rev: string, given: Given): Step {
  const { committed, strayed, work } = state;
  if (committed === undefined || state.rest !== 'idle') return ignore(state);
  if (work !== undefined && !isBeforeSwitch(work.phase)) return ignore(state);
  if (rev === committed.rev) {
    if (strayed === undefined) return ignore(state);
    const { strayed: _gone, ...straight } = state;
    return note(straight, given);
  }
  if (rev === strayed?.rev) return ignore(state);
  const now = { ...state, strayed: { rev, since: strayed?.since ?? given.time, adopted: false } };
  return work === undefined && state.drift !== 'report' ? rest(now, given) : note(now, given);
}

/** At rest: what became of sending local changes to the hub. Both sides show why it does not go. */
export function adopted(state: State, event: Answer, given: Given): Step {
  const { strayed, turn } = state;
  if (strayed === undefined || state.drift !== 'adopt') return ignore(state);
  if (event.kind === 'adopted') {
    const { error: _before, ...others } = strayed;
    return note({ ...state, strayed: { ...others, adopted: true } }, given);
  }
  if (event.kind !== 'failed') return ignore(state);
  const milliseconds = given.limits.report.longest;
  const told = note({ ...state, strayed: { ...strayed, error: troubleOf(event.error) } }, given);
  const again = { kind: 'arm', turn, timer: 'retry', attempt: 0, milliseconds } as const;
  return { ...told, effects: [...told.effects, again] };
}
