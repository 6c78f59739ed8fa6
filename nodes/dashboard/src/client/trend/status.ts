import type { CodedError } from '@millwright/schema';
import type { LinkState } from '../link.ts';

/** What a trend knows beside its lines. */
export interface TrendStatus {
  readonly link: LinkState;
  readonly isLoading: boolean;
  /** Whether the server has ever said what there is. */
  readonly isKnown: boolean;
  /** Why the lines could not be had; they are asked for again. */
  readonly failure: CodedError | undefined;
  /** Milliseconds that each pen's newest value is old; undefined where there is none. */
  readonly ages: readonly (number | undefined)[];
}
