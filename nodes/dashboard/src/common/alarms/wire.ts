import type { AlarmEntry, Figures, JournalLine } from '@millwright/analytics';

/** Whoever follows hears something at least so often (ms), since figures change with time too. */
export const heartbeat = 10_000;

/** What may be asked of a widget that shows alarms, beside following. */
export const alarmAsks = ['list', 'journal', 'command'] as const;
export type AlarmAsk = (typeof alarmAsks)[number];

/** All that a list shows at first. */
export interface AlarmList {
  /** The name of the engine. */
  readonly engine: string;
  /** Of the server (ms UTC): clocks of browsers differ. */
  readonly now: number;
  /** Without those that are normal. */
  readonly alarms: readonly AlarmEntry[];
  readonly figures: Figures;
  /** Whether this browser may give commands at all; what it may do with an alarm is decided when it does. */
  readonly commands: boolean;
}

/** What became of one command. */
export type CommandResult =
  | { readonly alarm: string; readonly outcome: 'done' }
  /** It was acknowledged already: somebody else was quicker, or the command came twice. */
  | { readonly alarm: string; readonly outcome: 'already'; readonly by?: string; readonly at?: number }
  | {
      readonly alarm: string;
      readonly outcome: 'refused';
      readonly code: string;
      readonly message: string;
    };

export interface JournalPage {
  /** Newest first. */
  readonly lines: readonly JournalLine[];
  /** Where the next page begins; absent at the end. */
  readonly before?: number;
}

export interface AlarmAnswers {
  readonly list: AlarmList;
  readonly journal: JournalPage;
  /** One for each alarm of the command, in its order. */
  readonly command: readonly CommandResult[];
}

/** What whoever follows is told: alarms as they stand now, those that are gone from the flows, and figures. */
export interface AlarmNews {
  readonly now: number;
  readonly changed: readonly AlarmEntry[];
  readonly gone: readonly string[];
  readonly figures: Figures;
}
