/** A time for which an alarm stood, as far as it is known (times in ms UTC). */
export interface AlarmSpan {
  readonly text: string;
  /** 1 is the most urgent. */
  readonly priority: number;
  readonly from: number;
  /** `back`: it had been set aside. `earlier`: it stood already at `from`, and what was before is not known. */
  readonly start: 'came' | 'back' | 'earlier';
  /** Absent while it stands. */
  readonly to?: number;
  /** `aside`: a person or logic has set it aside, its condition is not told of. */
  readonly end: 'went' | 'aside' | 'stands';
}

/** What is drawn at one place of the time axis: the worst of the alarms that came there. */
export interface AlarmMark extends AlarmSpan {
  /** Where it stands: when the first of them came, or where the window begins. */
  readonly at: number;
  /** When the last of them ended; absent while one stands. */
  readonly until?: number;
  /** How many others it stands for. */
  readonly more: number;
}

/** The alarms of the tags of a trend in a window. That there was none is known only where the engine could be asked. */
export type TrendAlarms =
  | {
      readonly state: 'known';
      readonly marks: readonly AlarmMark[];
      /** What was before is not known (ms UTC); absent where all of the window is. */
      readonly since?: number;
    }
  | { readonly state: 'missing' | 'loading' | 'failed' };
