import type { CodedError } from '@millwright/schema';
import type { AlarmDefinition } from './definition.ts';
import type { JournalRecord } from './journal.ts';
import { applied } from './replay.ts';
import type { AlarmState, Stage } from './state.ts';

/** What has become of an alarm so far in one step. */
export interface Change {
  readonly state: AlarmState;
  readonly records: readonly JournalRecord[];
  readonly refused?: CodedError;
}

/** Why a stage is entered, and when (ms UTC). */
export type Occasion = Pick<JournalRecord, 'ts' | 'cause' | 'actor' | 'note' | 'shelf'>;

export const refuse = (change: Change, refused: CodedError): Change => ({ ...change, refused });

/** Goes to a stage, and says so in the journal. Each time that the alarm is raised is an occurrence of its own. */
export function enter(
  { state, records }: Change,
  definition: AlarmDefinition,
  to: Stage,
  occasion: Occasion,
): Change {
  const { id, priority, autoAcknowledge } = definition;
  const { stage, value, limit } = state;
  const record: JournalRecord = {
    alarm: id,
    seq: state.seq + 1,
    from: stage,
    to,
    occurrence: to === 'unacknowledged' ? state.occurrence + 1 : state.occurrence,
    priority,
    ...occasion,
    ...(value !== undefined && { value }),
    ...(limit !== undefined && { limit }),
  };
  const entered = { state: applied(state, record), records: [...records, record] };
  if (to !== 'returned' || !autoAcknowledge) return entered;
  return enter(entered, definition, 'normal', { ts: occasion.ts, cause: 'auto-acknowledge' });
}

/** Stages that stand above those of the condition. */
const asides: ReadonlySet<Stage> = new Set<Stage>(['shelved', 'suppressed', 'out-of-service']);

export const isAside = ({ stage }: AlarmState): boolean => asides.has(stage);

/** Leaves a stage that stood above the condition: what lies underneath counts from now on. */
export function surface(change: Change, definition: AlarmDefinition, occasion: Occasion): Change {
  const { suppressed, active } = change.state;
  const raised = active ? 'unacknowledged' : 'normal';
  return enter(change, definition, suppressed ? 'suppressed' : raised, occasion);
}
