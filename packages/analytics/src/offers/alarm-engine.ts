import type { AlarmCommand } from '../alarm/events.ts';
import type { Figures } from '../alarm/figures/figures.ts';
import type { JournalRecord } from '../alarm/journal.ts';
import type { AlarmState } from '../alarm/state.ts';

/** An alarm as it stands in a list. */
export interface AlarmEntry {
  readonly id: string;
  /** What it says to an operator, such as `Filler: level high`. */
  readonly text: string;
  /** The part of the plant; empty for none. */
  readonly area: string;
  /** The tag that it watches, where it watches one. */
  readonly tag?: string;
  /** 1 is the most urgent. */
  readonly priority: number;
  /** The longest that it may be shelved at once (ms). */
  readonly longestShelving: number;
  readonly unit?: string;
  readonly state: AlarmState;
}

/** A step of an alarm as the journal tells it, with the number that orders it among all alarms of the engine. */
export interface JournalLine extends JournalRecord {
  readonly number: number;
  readonly text: string;
  readonly area: string;
}

export interface JournalQuery {
  /** Only lines before this number; without it, the newest. */
  readonly before?: number;
  /** 1 to 500. */
  readonly limit: number;
  readonly alarm?: string;
}

/** A command without what whoever carries it out knows better: who gives it, and when. */
export type AlarmRequest = AlarmCommand extends infer Command
  ? Command extends AlarmCommand
    ? Omit<Command, 'actor' | 'ts'> & { readonly alarm: string }
    : never
  : never;

/** Who gives a command, as the server knows it: nothing that a browser says of itself. */
export interface Commander {
  readonly kind: 'user' | 'anyone';
  /** The name under which a user logged in. */
  readonly name?: string;
}

/** The widget through which a command comes: rules select by it, the audit log names it. */
export interface Through {
  readonly node: string;
}

/** Whether what an engine tells of its alarms is all that there is: an empty list is good news only where it is. */
export type AlarmReadiness =
  /** What was kept is being read. No alarm is told of before that is done. */
  | { readonly state: 'loading' }
  | {
      readonly state: 'ready';
      /** Where what was kept was damaged: when the alarms began anew (ms UTC). What stood before is not known. */
      readonly anew?: number;
    }
  /**
   * What was kept cannot be read, which is tried again. Alarms that have arisen since the start are told of; what stood
   * before is not known, and no command is carried out.
   */
  | { readonly state: 'failed'; readonly code: string };

/** What an alarm engine offers to whatever shows alarms. */
export interface AlarmEngine {
  readonly id: string;
  readonly name: string;
  /** How much {@link alarms} says. */
  readiness(): AlarmReadiness;
  alarms(): readonly AlarmEntry[];
  /**
   * What alarms ask of operators now: rate, floods, chattering, stale and most frequent ones.
   * @param area only those of this area; of all where it is left out
   */
  figures(area?: string): Figures;
  /** Newest first. */
  journal(query: JournalQuery): Promise<readonly JournalLine[]>;
  /**
   * Carries out a command as an operation of this user: rules are asked, and what became of it is audited. It is on disk
   * when this resolves.
   *
   * @throws a refusal of access, `alarm.…` where the alarm cannot do it now
   */
  act(request: AlarmRequest, by: Commander, through: Through): Promise<void>;
  /**
   * Tells of alarms that differ from what was told before, several at once and not more often than every 100 ms; of none
   * where one has left, or the readiness is another one.
   * @returns ends it
   */
  follow(listener: (changed: readonly AlarmEntry[]) => void): () => void;
}

/** The engines that live now. */
export interface AlarmEngines {
  engine(id: string): AlarmEngine | undefined;
}
