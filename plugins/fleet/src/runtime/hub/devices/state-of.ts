import type { Reported } from '@millwright/release';
import type { DeviceState } from '../../../common/devices.ts';

/** What is known of a device, as far as its state follows from it. */
export interface Standing {
  readonly isShutOut: boolean;
  readonly isCopied: boolean;
  /** Somebody has compared its words. */
  readonly isConfirmed: boolean;
  /** The delivery that is wanted of it, and how it ended, where it has. */
  readonly wanted?: { readonly job: string; readonly result?: string };
  readonly reported?: Pick<Reported, 'phase' | 'job' | 'waitsFor' | 'drift'>;
}

/** Outcomes after which something else runs than is wanted. */
const failures: ReadonlySet<string> = new Set(['refused', 'failed', 'rolled-back', 'failed-safe']);

/** What people have to know of a device first: the gravest that holds. @see DeviceState */
export function stateOf({ isShutOut, isCopied, isConfirmed, wanted, reported }: Standing): DeviceState {
  if (isShutOut) return 'shut-out';
  if (isCopied) return 'copied';
  if (!isConfirmed) return 'new';
  if (reported?.phase === 'safe') return 'safe';
  if (wanted?.result !== undefined && failures.has(wanted.result)) return 'failed';
  const isAtIt = wanted !== undefined && wanted.result === undefined && reported?.job === wanted.job;
  if (isAtIt && (reported.phase === 'waiting' || reported.waitsFor !== undefined)) return 'waiting';
  if (isAtIt) return 'working';
  if (reported?.drift) return 'drifted';
  if (!wanted) return 'idle';
  return wanted.result === 'committed' ? 'in-sync' : 'pending';
}
