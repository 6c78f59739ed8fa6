import type { AlarmDefinition, Condition } from '@millwright/analytics';

/** All that an engineer has decided about one alarm. */
export interface AlarmPlan {
  readonly definition: AlarmDefinition;
  readonly condition: Condition;
  /** What it says to an operator. */
  readonly text: string;
  /** The part of the plant; empty for none. */
  readonly area: string;
  readonly tag?: string;
  readonly unit?: string;
  /** For deviations, until a message brings another one; null for none. */
  readonly setPoint: number | null;
  /** After so long without a reading (ms) its value is not known any more; 0 for never. */
  readonly staleAfter: number;
}
