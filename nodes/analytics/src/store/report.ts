import type { KeptTag } from '@millwright/analytics';

/** Why a store cannot write. */
export type StoreProblem = { readonly is: 'unwritable'; readonly reason: string } | { readonly is: 'locked' };

/** What the thread of a store says of itself: plain data. */
export interface StoreReport {
  /** What was kept before is known. */
  readonly isLoaded: boolean;
  readonly problem?: StoreProblem;
  /** Samples for which there was no room, since the thread began. */
  readonly lost: number;
  readonly bytes: number;
  /** Places on disk that are not what was written. */
  readonly damaged: number;
  readonly unknownFormats: readonly { readonly file: string; readonly format: number }[];
  /** Tags that are too many, as they come. */
  readonly refusedTags: readonly string[];
  /** All tags, where more has changed than that samples came. */
  readonly tags?: readonly KeptTag[];
}

/** What the thread of a store is begun with. */
export interface StoreOptions {
  readonly directory: string;
  /** How long samples are kept. */
  readonly days: number;
  /** What the files may take. */
  readonly bytes: number;
  /** Within this time samples are on disk (ms). */
  readonly within: number;
}
