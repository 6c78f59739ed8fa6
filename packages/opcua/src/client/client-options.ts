import type { Clock, ConnectionPolicy, DiagnosticsSnapshot, QueuePolicy } from '@millwright/tags';
import type { Certificates, Relaxations } from './certificates/certificates.ts';
import type { SessionOptions } from './session/session-options.ts';

export interface OpcUaClientOptions extends Omit<SessionOptions, 'applicationUri'> {
  /** What shows and checks certificates, in place of `certificate` and `checkCertificate`. */
  readonly certificates?: Certificates;
  /** What of a server's certificate is not held against it. */
  readonly relaxations?: Relaxations;
  /** Where there are `certificates`, it is theirs. */
  readonly applicationUri?: string;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** A number in [0, 1), for the jitter of the pauses between attempts. Default: chance. */
  readonly random?: () => number;
  readonly policy?: Partial<ConnectionPolicy>;
  /** Takes what a listener of the connection threw. It never throws. Default: a warning of the process. */
  readonly onFault?: (error: unknown) => void;
  /** How many requests may be under way at once. Default: 1; some PLCs answer no more. */
  readonly depth?: number;
  /** How many reads may wait, and how many writes. Default: 256. */
  readonly queueLimit?: number;
  readonly queuePolicy?: QueuePolicy;
}

export interface OpcUaClientSnapshot extends DiagnosticsSnapshot {
  /** How often the keys of secure channels were renewed. */
  readonly renewals: number;
}
