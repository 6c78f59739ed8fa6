import type { PolicyRevision } from '../../common/policies.ts';
import type { RecordedDecision } from '../guard/decisions.ts';
import type { Notice } from '../notice.ts';

/** Times are milliseconds since 1970. */
export interface LocalUser {
  readonly name: string;
  /** A hash, as a PHC string. */
  readonly password: string;
  readonly disabled: boolean;
  readonly made: number;
  readonly lastLogIn?: number | undefined;
}

export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly roles?: readonly string[] | undefined;
  /** SHA-256 of the token, in hexadecimal digits. */
  readonly digest: string;
  readonly made: number;
  readonly expires: number;
  readonly lastUsed?: number | undefined;
}

/** Somebody who is logged in to dashboards. */
export interface StoredSession {
  /** Tells sessions apart; worth nothing. */
  readonly id: string;
  readonly user: string;
  /** SHA-256 of what the browser holds, in hexadecimal digits. */
  readonly digest: string;
  readonly made: number;
  readonly lastUsed: number;
}

export interface StoredRevision extends PolicyRevision {
  /** JSON of the policy. */
  readonly policy: string;
}

export interface StoredPending {
  readonly revertsAt: number;
  readonly revertsTo: number;
}

/** All that is kept in memory. */
export interface Loaded {
  readonly people: readonly LocalUser[];
  readonly tokens: readonly StoredToken[];
  /** Oldest first; of the last one the policy is there too. None before the set-up. */
  readonly revisions: readonly PolicyRevision[];
  /** JSON. */
  readonly policy: string | undefined;
  readonly pending: StoredPending | undefined;
  /** Oldest first. */
  readonly decisions: readonly RecordedDecision[];
  readonly sessions: readonly StoredSession[];
  /** Where a damaged database was set aside just now. */
  readonly setAside: string | undefined;
  /** It can only be read, or others may read it too. */
  readonly notices: readonly Notice[];
}

/** Writes what is not worth waiting for. */
export type Note = (change: Change) => void;

/** What is written at once: all of it, or nothing. */
export interface Change {
  readonly people?: readonly LocalUser[];
  /** Names. */
  readonly peopleGone?: readonly string[];
  readonly tokens?: readonly StoredToken[];
  /** Ids. */
  readonly tokensGone?: readonly string[];
  readonly sessions?: readonly StoredSession[];
  /** Ids. */
  readonly sessionsGone?: readonly string[];
  readonly revisions?: readonly StoredRevision[];
  /** Null: nothing is pending any more. */
  readonly pending?: StoredPending | null;
  /** Added. */
  readonly decisions?: readonly RecordedDecision[];
  /** Ids; all others go. */
  readonly decisionsKept?: readonly number[];
}

export interface AccessData {
  readonly directory: string;
}
