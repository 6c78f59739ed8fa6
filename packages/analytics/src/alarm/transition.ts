import type { CodedError } from '@millwright/schema';
import type { AlarmDefinition } from './definition.ts';
import type { Cause, JournalRecord } from './journal.ts';
import type { AlarmState, Stage } from './state.ts';

/** What has become of an alarm so far in one step. */
export interface Change {
  readonly state: AlarmState;
  readonly records: readonly JournalRecord[];
  readonly refused?: CodedError;
}

/** Why a stage is entered, and when (ms UTC). */
export interface Occasion {
  readonly ts: number;
  readonly cause: Cause;
  readonly actor?: string;
  readonly note?: string;
}

export const refuse = (change: Change, refused: CodedError): Change => ({ ...change, refused });

const acknowledgedIn: Partial<Record<Stage, boolean>> = {
  unacknowledged: false,
  acknowledged: true,
  'latched-acknowledged': true,
};

/** Goes to a stage, and says so in the journal. Each time that the alarm is raised is an occurrence of its own. */
export function enter(
  { state, records }: Change,
  definition: AlarmDefinition,
  to: Stage,
  { ts, cause, actor, note }: Occasion,
): Change {
  const { id, priority, autoAcknowledge } = definition;
  const { shelf: _ended, ...others } = state;
  const seq = state.seq + 1;
  const isRaised = to === 'unacknowledged';
  const occurrence = isRaised ? state.occurrence + 1 : state.occurrence;
  const isLaidToRest = to === 'normal' && state.stage === 'returned';
  const entered: Change = {
    state: {
      ...others,
      stage: to,
      since: ts,
      seq,
      occurrence,
      raised: isRaised ? seq : state.raised,
      acknowledged: isLaidToRest || (acknowledgedIn[to] ?? state.acknowledged),
    },
    records: [
      ...records,
      {
        alarm: id,
        seq,
        ts,
        from: state.stage,
        to,
        cause,
        occurrence,
        priority,
        ...(actor !== undefined && { actor }),
        ...(note !== undefined && { note }),
        ...(state.value !== undefined && { value: state.value }),
        ...(state.limit !== undefined && { limit: state.limit }),
      },
    ],
  };
  if (to !== 'returned' || !autoAcknowledge) return entered;
  return enter(entered, definition, 'normal', { ts, cause: 'auto-acknowledge' });
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
