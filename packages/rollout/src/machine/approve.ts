import { isBeforeSwitch } from './phases.ts';
import { rest } from './settle.ts';
import { phaseOf, type State } from './state.ts';
import { enter, flowing, type Given, ignore, type Step } from './transition.ts';

/**
 * Flows were stopped because nothing came up, and a person has mended or changed them on the device: they are no version of
 * anybody's, and they run from now on.
 */
export function approved(state: State, rev: string, given: Given): Step {
  if (state.rest !== 'safe' || !isBeforeSwitch(phaseOf(state))) return ignore(state);
  const { strayed: _before, ...others } = flowing(state);
  const isLocal = others.committed !== undefined && others.committed.rev !== rev;
  const now: State = isLocal ? { ...others, strayed: { rev, since: given.time, adopted: false } } : others;
  return now.work === undefined ? rest(now, given) : enter(now, given);
}
