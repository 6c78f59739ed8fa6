import type { AlarmState, JournalLine, JournalQuery, JournalRecord } from '@millwright/analytics';

/** A line of the journal before it has its number. */
export type NewLine = Omit<JournalLine, 'number'>;

/** What one step of an alarm leaves to be kept. */
export interface KeptStep {
  readonly alarm: string;
  readonly state: AlarmState;
  readonly lines: readonly NewLine[];
}

/** An alarm as it was kept. */
export interface KeptAlarm {
  readonly alarm: string;
  /** JSON that is not checked yet; null where it is none. */
  readonly state: unknown;
  /** Of its journal, what comes after that state, in order. */
  readonly after: readonly JournalRecord[];
  /** Number of the last record that its journal has of it; 0 for none. */
  readonly last: number;
  /** That record, where it can be read. */
  readonly lastRecord?: JournalRecord;
}

export interface Opened {
  readonly alarms: readonly KeptAlarm[];
  /** Where a damaged journal was set aside, once for each engine after that has been done. */
  readonly setAside?: string;
}

/** Where alarms of all engines are kept. Each rejects with an error of the `store` table. */
export interface AlarmStore {
  open(engine: string): Promise<Opened>;
  /** On disk once it resolves: all of it, or nothing. */
  append(engine: string, steps: readonly KeptStep[]): Promise<void>;
  /** Newest first. */
  page(engine: string, query: JournalQuery): Promise<readonly JournalLine[]>;
  /** For figures, each with the area that the alarm had: all since then (ms UTC), and with what the alarms that stand since before were raised; in order. */
  since(engine: string, ts: number): Promise<readonly NewLine[]>;
  /**
   * Deletes lines that are older (ms UTC), and what is kept of alarms that are not among the living and have not changed
   * since then.
   */
  prune(engine: string, before: number, living: readonly string[]): Promise<void>;
}
