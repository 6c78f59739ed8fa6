import type { CodedError } from '@millwright/schema';
import { command, suppress } from './commands.ts';
import { conditionTold } from './condition-told.ts';
import type { AlarmDefinition } from './definition.ts';
import { dueOf, passTime } from './due.ts';
import type { AlarmEvent } from './events.ts';
import type { JournalRecord } from './journal.ts';
import type { AlarmState } from './state.ts';
import type { Change } from './transition.ts';

/** What became of an alarm. */
export interface AlarmStep {
  readonly state: AlarmState;
  /** For the journal, in this order. */
  readonly records: readonly JournalRecord[];
  /** When to tell it the time next (ms UTC); undefined if it waits for nothing. */
  readonly due?: number;
  /** Why the command was not taken. What was due before it has happened all the same. */
  readonly refused?: CodedError;
}

/**
 * The alarm states described in ISA-18.2. What had become due before the event comes first, with its own time, so it does not matter
 * how late anybody tells the time.
 * @see ANSI/ISA-18.2-2016, the alarm state transition diagram
 */
export function step(definition: AlarmDefinition, state: AlarmState, event: AlarmEvent): AlarmStep {
  const before = passTime({ state, records: [] }, definition, event.ts);
  return withDue(passTime(take(before, definition, event), definition, event.ts), definition);
}

export function withDue(change: Change, definition: AlarmDefinition): AlarmStep {
  const due = dueOf(change.state, definition);
  return due === undefined ? change : { ...change, due };
}

function take(change: Change, definition: AlarmDefinition, event: AlarmEvent): Change {
  switch (event.kind) {
    case 'time':
      return change;
    case 'condition':
      return { ...change, state: conditionTold(change.state, event) };
    case 'suppress':
      return suppress(change, definition, event);
    default:
      return command(change, definition, event);
  }
}
