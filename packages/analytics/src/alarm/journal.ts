import type { AlarmCommand } from './events.ts';
import type { AlarmValue, Shelf, Stage } from './state.ts';

/** Why an alarm went from one stage to another. */
export type Cause =
  | AlarmCommand['kind']
  /** The condition has held, or has been gone, for its delay. */
  | 'condition-true'
  | 'condition-false'
  | 'auto-acknowledge'
  /** Shelving came to its end. */
  | 'expiry'
  /** One-shot shelving ended because the alarm returned to normal. */
  | 'one-shot'
  | 'suppress'
  | 'unsuppress';

/** One step of one alarm. */
export interface JournalRecord {
  readonly alarm: string;
  /** Counts the records of this alarm from 1, without a gap. */
  readonly seq: number;
  /** When it happened (ms UTC): for what had become due, when it was due. */
  readonly ts: number;
  readonly from: Stage;
  readonly to: Stage;
  readonly cause: Cause;
  readonly occurrence: number;
  readonly priority: number;
  readonly actor?: string;
  readonly note?: string;
  readonly value?: AlarmValue;
  readonly limit?: number;
  /** When it is shelved: for how long. */
  readonly shelf?: Shelf;
}
