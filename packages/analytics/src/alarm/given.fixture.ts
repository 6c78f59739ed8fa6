import assert from 'node:assert/strict';
import type { AlarmDefinition } from './definition.ts';
import type { AlarmEvent } from './events.ts';
import type { JournalRecord } from './journal.ts';
import { type AlarmState, newAlarm } from './state.ts';
import { step } from './step.ts';

export const hour = 3_600_000;

export const plain: AlarmDefinition = {
  id: 'T101.hi',
  priority: 2,
  onDelay: 0,
  offDelay: 0,
  latching: false,
  autoAcknowledge: false,
  longestShelving: 8 * hour,
};

type Without<Key extends string, Event = AlarmEvent> = Event extends AlarmEvent ? Omit<Event, Key> : never;
export type Undated = Without<'ts'>;

export const holds = { kind: 'condition', holds: true, quality: 'good', value: 92.4, limit: 90 } as const;
export const gone = { kind: 'condition', holds: false, quality: 'good', value: 88, limit: 90 } as const;
export const unknown = { kind: 'condition', holds: 'unknown', quality: 'bad' } as const;
export const reset = { kind: 'reset', actor: 'ann' } as const;
export const shelve = { kind: 'shelve', actor: 'ann', duration: hour, oneShot: false, note: 'pump' } as const;
export const unshelve = { kind: 'unshelve', actor: 'ann' } as const;
export const suppress = { kind: 'suppress', on: true } as const;
export const unsuppress = { kind: 'suppress', on: false } as const;
export const outOfService = { kind: 'out-of-service', actor: 'ann', note: 'calibration' } as const;
export const back = { kind: 'return-to-service', actor: 'ann' } as const;
export const time = { kind: 'time' } as const;

/** Acknowledges what the state shows. */
export const acknowledge = ({ occurrence, seq }: AlarmState) =>
  ({ kind: 'acknowledge', actor: 'ann', occurrence, seq }) as const;

export type Happening = Undated | ((state: AlarmState) => Undated);

/** Where an alarm gets by events at these times, none of which may be refused. */
export function follow(
  definition: AlarmDefinition,
  events: readonly (readonly [ts: number, event: Happening])[],
  from: AlarmState = newAlarm(0),
): { readonly state: AlarmState; readonly records: readonly JournalRecord[] } {
  let state = from;
  const records: JournalRecord[] = [];
  for (const [ts, event] of events) {
    const next = step(definition, state, { ...(typeof event === 'function' ? event(state) : event), ts });
    assert.equal(next.refused, undefined);
    state = next.state;
    records.push(...next.records);
  }
  return { state, records };
}
