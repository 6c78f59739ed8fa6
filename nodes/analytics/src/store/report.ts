import type { KeptTag } from '@millwright/analytics';
import type { DamageNews } from './damage.ts';

/** Why a store cannot write. */
export type StoreProblem =
  | {
      readonly is: 'unwritable';
      readonly reason: string;
      /** The system's code, such as `ENOSPC`; empty for what is not the system's. */
      readonly code: string;
    }
  | { readonly is: 'locked' }
  | { readonly is: 'newer'; readonly format: number; readonly writer: string | undefined };

/** A file into which a newer version has written. */
export interface UnknownFormat {
  readonly file: string;
  readonly format: number;
}

/** What was mended, to be told once. */
export type StoreNotice =
  | { readonly is: 'rebuilt'; readonly file: string }
  | {
      readonly is: 'tags-damaged';
      readonly reason: string;
      /** The name that the damaged file has now; undefined where it was missing. */
      readonly aside: string | undefined;
      /** Tags of which nobody knows the name any more. */
      readonly unnamed: number;
    };

/** What the thread of a store says of itself: plain data. */
export interface StoreReport {
  /** What was kept before is known. */
  readonly isLoaded: boolean;
  readonly problem?: StoreProblem;
  /** Samples for which there was no room, since the thread began. */
  readonly lost: number;
  /** Samples that came since all was last on disk: they are in memory alone, or some of them in a file without a sync. */
  readonly unwritten: number;
  readonly bytes: number;
  /** Places on disk that are not what was written, as they are found. */
  readonly damage?: DamageNews;
  /** As they come. */
  readonly notices: readonly StoreNotice[];
  readonly unknownFormats: readonly UnknownFormat[];
  /** Tags that are too many, as they come. */
  readonly refusedTags: readonly string[];
  /** All tags, where more has changed than that samples came. */
  readonly tags?: readonly KeptTag[];
}

/** What the thread of a store is begun with. */
export interface StoreOptions {
  readonly directory: string;
  /** Of this package: for those who cannot read what it writes. */
  readonly version: string;
  /** How long samples are kept. */
  readonly days: number;
  /** What the files may take. */
  readonly bytes: number;
  /** Within this time samples are on disk (ms). */
  readonly within: number;
}
