import type { EventClass, Range } from '@millwright/ledger';
import type { ClockState } from '@millwright/store';
import type { Hold } from '../../common/settings.ts';

export interface LookRequest {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Which events of a class are too old: those before this moment. */
  readonly cutOffs: Readonly<Record<EventClass, number>>;
  readonly holds: readonly Hold[];
}

export interface Look {
  /** The first number of each class that is not too old. */
  readonly older: Readonly<Record<EventClass, number>>;
  /** Nothing of these is pruned. */
  readonly held: readonly Range[];
  /** Events before this number are covered by a checkpoint. */
  readonly signed: number;
  /** The clock has leapt, so that nothing is too old; absent where that makes no difference. */
  readonly doubt?: NonNullable<ClockState['doubt']>;
}

/** What some neighbouring events take. */
export interface Measured {
  readonly class: EventClass;
  readonly events: number;
  /** About, in the file. */
  readonly bytes: number;
}

export interface Sized {
  readonly seq: number;
  readonly bytes: number;
}

export interface PruneRequest extends Range {
  readonly class: EventClass;
  readonly reason: PruneReason;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** `age`: too old; `bytes`: there are too many younger ones. */
export type PruneReason = 'age' | 'bytes';

export interface Pruned {
  readonly events: number;
  /** Where to go on; absent: nothing is left to prune in that range. */
  readonly next?: number;
}
