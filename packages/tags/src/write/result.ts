import type { SampleValue } from '../sample.ts';
import type { Quality, Status } from '../status.ts';

/**
 * How a write ended: `done`, `refused` where it must not be, before anything was sent, `failed` where the PLC
 * said no or it could not be sent, or `unknown` where
 * nobody can know, such as after a lost connection.
 */
export type WriteOutcome = 'done' | 'refused' | 'failed' | 'unknown';

/** What became of one tag of a write. It is plain JSON, but for bigints where a tag has them. */
export interface WriteResult {
  readonly tag: string;
  /** What was asked for. */
  readonly written: unknown;
  /** What the tag holds then: the nearest step of a scaled one, or what was read back. Null where it is not known. */
  readonly value: SampleValue | null;
  readonly quality: Quality;
  /** Why the quality is not good. A protocol whose servers answer with a status has it always. */
  readonly status?: Status;
  /** What the tag holds where that is no value of its form, such as the digits of an integer beyond 2^53. */
  readonly text?: string;
  /** Whether it read back as written; only where that was asked for. */
  readonly verified?: boolean;
  readonly outcome: WriteOutcome;
}
