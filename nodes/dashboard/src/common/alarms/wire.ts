import type { AlarmEntry, AlarmReadiness, Figures, JournalLine } from '@millwright/analytics';

/** Whoever follows hears something at least so often (ms), since figures change with time too. */
export const heartbeat = 10_000;

/** What may be asked of a widget that shows alarms, beside following. */
export const alarmAsks = ['list', 'journal', 'command'] as const;
export type AlarmAsk = (typeof alarmAsks)[number];

/** How much a list of alarms says: it is empty for a good reason only where all is known. */
export interface Outlook {
  readonly readiness: AlarmReadiness;
  /** The alarms that the widget watches, in whatever state they are. */
  readonly watched: number;
  /** Of those, the ones that count as normal though their value is not known. */
  readonly unknown: number;
}

/** All that a list shows at first. */
export interface AlarmList {
  /** The name of the engine. */
  readonly engine: string;
  /** Of the server (ms UTC): clocks of browsers differ. */
  readonly now: number;
  readonly generation: number;
  readonly outlook: Outlook;
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

/** What whoever follows is told. */
export interface AlarmNews {
  /**
   * Another number than that of the list: what is told does not go on from there, since the engine is gone, another one, or has
   * read what was kept. The list is to be asked for anew.
   */
  readonly generation: number;
  /** Undefined where there is no engine. */
  readonly told?: AlarmsTold;
}

/** Alarms as they stand now, those that are gone from the flows, and figures. */
export interface AlarmsTold {
  readonly now: number;
  readonly outlook: Outlook;
  readonly changed: readonly AlarmEntry[];
  readonly gone: readonly string[];
  readonly figures: Figures;
}
