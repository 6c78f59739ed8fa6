import type { AuditEvent, EventDraft } from '@millwright/ledger';
import type { EventFilter, FilterChoices, Notice } from '../../common/log.ts';

export interface LogData {
  /** `<userDir>/millwright` */
  readonly directory: string;
  /**
   * `writer` owns the file. `reader` answers what people and destinations wait for; `long-reader` does what takes its
   * time, and is there only meanwhile.
   */
  readonly role: 'writer' | 'reader' | 'long-reader';
  /** Which run of the process this is: 16 hexadecimal digits. */
  readonly boot: string;
  /** When it began: milliseconds of the clock that never jumps, as {@link steadyClock} reads it. */
  readonly began: number;
}

/** Milliseconds of a clock that never jumps, the same in all threads of a process. */
export const steadyClock = (): number => Number(process.hrtime.bigint() / 1_000_000n);

/** An event on its way to the log. */
export interface SentEvent {
  readonly draft: EventDraft;
  /** Milliseconds of a clock that never jumps, since this run began. */
  readonly uptime: number;
}

/** Events that were lost. */
export interface Gap {
  readonly lost: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export interface AppendRequest {
  /** What the instance is called. */
  readonly instance: string;
  /** What is to be told of before the events, but for those of it that turn out not to be lost. */
  readonly gap?: Gap | undefined;
  readonly events: readonly SentEvent[];
}

export interface LogCheckpoint {
  /** Events before this number are covered. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** C2SP signed note. */
  readonly note: string;
}

/** Which log it is, and how far it is. */
export interface LogHead {
  /** The number of the next event. */
  readonly size: number;
  readonly checkpoint: LogCheckpoint | undefined;
}

export interface Opened extends LogHead {
  /** Of this opening: another one after a crash, or once the disk came back. */
  readonly opening: string;
  readonly origin: string;
  /** Of the first public key. */
  readonly fingerprint: string;
  /** What people should see to, though events are written. */
  readonly notices: readonly Notice[];
  /** Runs of other processes that write the same log, each by its `boot`. */
  readonly others: readonly string[];
  /** Why it can only be read. */
  readonly unwritable?: Notice;
}

export interface Appended extends Opened {
  /** The number of the first of the events; the others follow. */
  readonly first: number;
}

export interface PageRequest extends EventFilter {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface Page {
  /** Newest first. */
  readonly events: readonly AuditEvent[];
  /** The numbers of those that are not what their digests were made of. */
  readonly changed: readonly number[];
  readonly next?: number;
}

export interface StoredEvent {
  readonly event: AuditEvent;
  /** Canonical JSON, byte by byte as it is in the log. */
  readonly record: string;
  /** Of the leaf, in hex. */
  readonly digest: string;
  /** Size of the first checkpoint that covers it. */
  readonly checkpoint?: number;
}

/**
 * Whether an event is as it was written, as far as the log itself can tell: `changed`, where its text is not the one that
 * its digest was made of; else as `Standing` of the ledger says.
 */
export type EventStanding =
  | { readonly state: 'changed' | 'absent' | 'open' }
  | { readonly state: 'astray'; readonly size: number }
  | {
      readonly state: 'unsigned' | 'covered';
      readonly origin: string;
      readonly size: number;
      /** In hex. */
      readonly root: string;
    };

export interface SeenEvent extends StoredEvent {
  readonly standing: EventStanding;
}

/** How far a destination has been served. */
export interface Cursor {
  readonly destination: string;
  /** Every event before this number was delivered or does not go there. */
  readonly seq: number;
  /** Size of the last checkpoint that went there; 0: none yet. */
  readonly anchored: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface RecordsRequest {
  /** The first number to look at. */
  readonly from: number;
  readonly classes: readonly string[];
  readonly limit: number;
}

export interface Records {
  readonly records: readonly { readonly seq: number; readonly record: string }[];
  /** Where to go on: every event of these classes before it is among the records. */
  readonly next: number;
}

export interface Backlog {
  readonly events: number;
  /** Milliseconds since 1970, of the oldest. */
  readonly since?: number;
}

export interface LogFigures {
  readonly events: number;
  readonly bytes: number;
  readonly bytesPerDay?: number;
}

/** What a list can be narrowed to, the most frequent first. */
export type Choices = FilterChoices;
