import type { ConnectionPolicy, DiagnosticsSnapshot, Lane, QueuePolicy } from '@millwright/tags';
import type { RoadOptions } from './roads/road.ts';

export type ClientOptions = RoadOptions & {
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

export interface PerformOptions {
  /** Who asks: those who do take turns. */
  readonly source: unknown;
  readonly signal: AbortSignal;
  /** Milliseconds from now within which it has to be sent. */
  readonly deadline?: number;
  /** Default: `write` for what may change something. */
  readonly lane?: Lane;
  /** It only tries the connection out: it is in no counter, and no answer to it speaks against anything. Default: false. */
  readonly trial?: boolean;
}

export interface ClientSnapshot extends DiagnosticsSnapshot {
  /** Answers that belonged to no request that still waited. */
  readonly strayAnswers: number;
}
