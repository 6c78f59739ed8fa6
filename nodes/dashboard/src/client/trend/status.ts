import type { CodedError } from '@millwright/schema';
import type { LinkState } from '../link.ts';

/** What a trend knows beside its lines. */
export interface TrendStatus {
  readonly link: LinkState;
  readonly isLoading: boolean;
  /** How long ago the server said what was heard last (ms), where that is too long; undefined where it is not. */
  readonly lag: number | undefined;
  /** Whether the server has ever said what there is. */
  readonly isKnown: boolean;
  /** Why the lines could not be had; they are asked for again. */
  readonly failure: CodedError | undefined;
  /** Milliseconds that each pen's newest value is old, below zero where its time is ahead; undefined where there is none. */
  readonly ages: readonly (number | undefined)[];
}
