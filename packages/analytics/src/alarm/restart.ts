import type { AlarmDefinition } from './definition.ts';
import { passTime } from './due.ts';
import type { AlarmState } from './state.ts';
import { type AlarmStep, withDue } from './step.ts';

/**
 * Takes an alarm up again after nobody has watched it. What it was stays until its condition is told anew: if that still holds, the
 * occurrence goes on and with it its acknowledgement; if it is gone and comes again, that is a new one. Delays begin anew, since
 * nobody knows what was meanwhile. Shelving that has come to its end meanwhile ended then.
 * @param now ms UTC
 */
export function restart(definition: AlarmDefinition, state: AlarmState, now: number): AlarmStep {
  const { pending: _unwatched, ...others } = state;
  const unseen: AlarmState = { ...others, holds: 'unknown', quality: 'bad' };
  return withDue(passTime({ state: unseen, records: [] }, definition, now), definition);
}
