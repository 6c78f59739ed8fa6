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

/** A damaged journal that was set aside since this Node-RED runs. */
export interface Aside {
  /** Where it is now. */
  readonly file: string;
  /** ms UTC */
  readonly ts: number;
}

export interface Opened {
  readonly alarms: readonly KeptAlarm[];
  /** It is news to one engine only once: here, or after it wrote. */
  readonly aside?: Aside & { readonly isNews: boolean };
}

/** What came of deleting. */
export interface Pruned {
  /** The clock has leapt (ms UTC): until it is believed again nothing is deleted by its age. */
  readonly doubt?: { readonly before: number; readonly after: number };
}

/** Where alarms of all engines are kept. Each rejects with an error of the `store` table. */
export interface AlarmStore {
  open(engine: string): Promise<Opened>;
  /**
   * On disk once it resolves: all of it, or nothing.
   * @returns what was set aside, where that is news: of what was written before, nothing is in the new file
   */
  append(engine: string, steps: readonly KeptStep[]): Promise<Aside | undefined>;
  /** Newest first. */
  page(engine: string, query: JournalQuery): Promise<readonly JournalLine[]>;
  /** For figures: all since then (ms UTC), and with what the alarms that stand since before were raised; in order. */
  since(engine: string, ts: number): Promise<readonly JournalRecord[]>;
  /**
   * Deletes lines that are older than they are kept (ms) or too many, and what is kept of alarms that are normal, are not
   * among the living and have not changed for as long; gives space back.
   */
  prune(engine: string, kept: number, living: readonly string[]): Promise<Pruned>;
}
