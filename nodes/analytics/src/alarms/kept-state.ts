import { type AlarmState, alarmErrors, newAlarm, readState, replay, stateAfter } from '@millwright/analytics';
import type { KeptAlarm } from './kept.ts';

/**
 * What an alarm was when it was kept. Where that is damaged, what its journal says of it last: an alarm that stood must not
 * pass for one that is normal.
 * @param now ms UTC, for an alarm of which nothing can be read
 * @param onDamage is told why what was kept cannot be used
 * @throws `alarm.newer-state`
 */
export function stateOf(kept: KeptAlarm, now: number, onDamage: (error: unknown) => void): AlarmState {
  const { state, after, last, lastRecord } = kept;
  try {
    return replay(readState(state), after);
  } catch (error) {
    if (alarmErrors.newerState.is(error)) throw error;
    onDamage(error);
  }
  try {
    if (lastRecord) return readState(stateAfter(lastRecord));
  } catch {
    // It has been told of already that something is damaged.
  }
  // Its journal goes on.
  return { ...newAlarm(now), seq: last };
}
