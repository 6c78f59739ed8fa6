import type { Clock } from '../clock.ts';
import type { Connection, Link } from '../connection/connection.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Span } from './plan.ts';
import type { QueuePolicy, RequestProtocol } from './request.ts';

export interface SchedulerOptions<L extends Link, Member extends Span> {
  readonly connection: Pick<
    Connection<L>,
    'current' | 'link' | 'answered' | 'unanswered' | 'onChange' | 'closedError'
  >;
  readonly protocol: RequestProtocol<L, Member>;
  readonly clock: Clock;
  readonly diagnostics?: Diagnostics;
  /** How many requests may be on their way at once. Default: 1. */
  readonly depth?: number;
  /** Milliseconds from the end of one request to the next one. Default: 0. */
  readonly pause?: number;
  /** Milliseconds from the opening of a link to the first request over it. Default: 0. */
  readonly connectDelay?: number;
  /** How many reads may wait, and how many writes. Default: 256. */
  readonly queueLimit?: number;
  /** Default: `reject-new`. */
  readonly queuePolicy?: QueuePolicy;
  /** Milliseconds for which a unit that says that it is busy is left alone. Default: 250. */
  readonly busyDelay?: number;
}

export const schedulerDefaults = {
  depth: 1,
  pause: 0,
  connectDelay: 0,
  queueLimit: 256,
  queuePolicy: 'reject-new',
  busyDelay: 250,
} as const;
