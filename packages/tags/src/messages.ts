import type { Gap } from './gap.ts';
import type { Sample } from './sample.ts';
import type { TagValue } from './value/format.ts';

/** What a reading puts into a message. A table of one tag gives its value alone, a longer one all values by name. */
export type ReadingMessage =
  | { readonly payload: TagValue | null; readonly topic: string; readonly sample: Sample }
  | {
      readonly payload: Readonly<Record<string, TagValue | null>>;
      /** In the order of the table. */
      readonly samples: readonly Sample[];
    };

export function readingMessage(samples: readonly Sample[]): ReadingMessage {
  const [first] = samples;
  if (first && samples.length === 1) return { payload: first.value, topic: first.tag, sample: first };
  return { payload: Object.fromEntries(samples.map(({ tag, value }) => [tag, value])), samples };
}

/** A gap in a watch is a message of its own, so that nothing after it takes the line between two values for granted. */
export interface GapMessage {
  readonly payload: null;
  readonly gap: Gap;
}

export function gapMessage(gap: Gap): GapMessage {
  return { payload: null, gap };
}
