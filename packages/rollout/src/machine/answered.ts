import { changeOver } from './change-over.ts';
import { adopted } from './drift.ts';
import type { Answer } from './events.ts';
import { goingBack } from './go-back.ts';
import { findOut, stage } from './prepare.ts';
import type { State } from './state.ts';
import { type Given, ignore, type Step } from './transition.ts';

/** What became of an effect of this turn. */
export function answered(state: State, event: Answer, given: Given): Step {
  const { work } = state;
  switch (work?.phase) {
    case undefined:
      return adopted(state, event, given);
    case 'fetching':
    case 'verifying':
      return findOut(state, work, event, given);
    case 'staging':
      return stage(state, work, event, given);
    case 'waiting':
      return ignore(state);
    case 'keeping':
    case 'switching':
    case 'starting':
    case 'watching':
      return changeOver(state, work, event, given);
    case 'rolling-back':
    case 'recovering':
      return goingBack(state, work, event, given);
  }
}
