import type {
  Clock,
  ConnectionPolicy,
  DiagnosticsSnapshot,
  NetworkPlace,
  QueuePolicy,
  RequestOptions,
} from '@millwright/tags';
import type { TsapOptions } from '../wire/tsap.ts';
import type { PasswordOutcome, Session, SessionLimits } from './session.ts';

/** The port on which PLCs listen. @see RFC 1006 section 4 */
export const usualPort = 102;

/** What is asked for where nothing else is said: the most that any S7 CPU of today agrees to. */
export const usualLimits: SessionLimits = { pdu: 960, jobs: 8 };

/** Where a PLC is, and how to connect to it. */
export type SessionOptions = NetworkPlace &
  TsapOptions & {
    /** Milliseconds that an answer may take, from the moment its request is sent. */
    readonly timeout: number;
    /** Milliseconds that the TCP connection may take to be made. */
    readonly connectTimeout: number;
    /** What is asked for: the PLC may agree to less. Default: {@link usualLimits}. */
    readonly limits?: Partial<SessionLimits>;
    /** Of the CPU's protection level, up to eight characters. */
    readonly password?: string;
    /** Default: the machine's own time. */
    readonly clock?: Clock;
  };

export type ClientOptions = SessionOptions & {
  /** Opens a session. Default: S7 over ISO on TCP. */
  readonly open?: (options: SessionOptions, signal: AbortSignal) => Promise<Session>;
  /** A number in [0, 1), for the jitter of the pauses between attempts. Default: chance. */
  readonly random?: () => number;
  readonly policy?: Partial<ConnectionPolicy>;
  /** Takes what a listener of the connection threw. It never throws. Default: a warning of the process. */
  readonly onFault?: (error: unknown) => void;
  /** Milliseconds between an answer and the next request. Default: 0. */
  readonly pause?: number;
  /** Milliseconds between connecting and the first request. Default: 0. */
  readonly connectDelay?: number;
  /** How many requests may wait. */
  readonly queueLimit?: number;
  readonly queuePolicy?: QueuePolicy;
};

export interface ScheduleOptions extends RequestOptions {
  /** Who asks: those who do take turns. */
  readonly source: unknown;
}

/** What is known of the session that is open. */
export interface SessionFacts extends SessionLimits {
  readonly password?: PasswordOutcome;
}

export interface ClientSnapshot extends DiagnosticsSnapshot {
  /** Messages that belonged to no request that still waited. */
  readonly strayAnswers: number;
}
