import { alarmErrors } from './errors.ts';
import type { JournalRecord } from './journal.ts';
import { type AlarmState, implied, newAlarm } from './state.ts';

/** The state after a record. This is how every stage is entered, so the journal cannot say otherwise. */
export function applied(state: AlarmState, record: JournalRecord): AlarmState {
  const { shelf: _ended, ...others } = state;
  const { to, ts, seq, occurrence, value, limit, shelf } = record;
  return {
    ...others,
    ...implied[to],
    stage: to,
    since: ts,
    seq,
    occurrence,
    ...(to === 'unacknowledged' && { raised: seq, raisedAt: ts }),
    ...(value !== undefined && { value }),
    ...(limit !== undefined && { limit }),
    ...(shelf && { shelf }),
  };
}

/**
 * Brings a state that was kept up to date with a journal that went on after it. What changed underneath while the alarm was set
 * aside stands in no journal: it is told anew after a restart.
 * @param records of this alarm, in their order; those that the state knows are passed over
 * @throws `alarm.bad-state` if there is a record missing between them
 */
export function replay(state: AlarmState, records: readonly JournalRecord[]): AlarmState {
  return records.reduce((before, record) => {
    if (record.seq <= before.seq) return before;
    if (record.seq > before.seq + 1)
      throw alarmErrors.badState({ reason: `record ${before.seq + 1} of its journal is missing` });
    // A delay that ran then has ended, or was watched by nobody.
    const { pending: _over, ...others } = applied(before, record);
    return others;
  }, state);
}

/**
 * What the last record of its journal says of an alarm of which nothing else is known any more: where it is, and that
 * nothing before that record can be acknowledged.
 */
export function stateAfter(record: JournalRecord): AlarmState {
  const { ts, seq, occurrence } = record;
  return { ...applied(newAlarm(ts), record), raised: occurrence > 0 ? seq : 0 };
}
