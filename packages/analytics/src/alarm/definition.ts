/** What an engineer decides about one alarm. */
export interface AlarmDefinition {
  /** Names the alarm in its journal. */
  readonly id: string;
  /** 1 is the most urgent. */
  readonly priority: number;
  /** How long the condition has to hold before the alarm is raised (ms). */
  readonly onDelay: number;
  /** How long the condition has to be gone before the alarm has returned to normal (ms). */
  readonly offDelay: number;
  /** Stays after the condition has gone until somebody resets it. */
  readonly latching: boolean;
  /** Nobody needs to acknowledge what has returned to normal by itself. */
  readonly autoAcknowledge: boolean;
  /** The longest that anybody may shelve it at once (ms). */
  readonly longestShelving: number;
}
