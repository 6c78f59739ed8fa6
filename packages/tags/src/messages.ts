import type { Gap } from './gap.ts';
import type { Sample, SampleValue } from './sample.ts';
import type { WriteResult } from './write/result.ts';

/** What a reading puts into a message: one tag's value alone, or all values by name. */
export type ReadingMessage =
  | { readonly payload: SampleValue | null; readonly topic: string; readonly sample: Sample }
  | {
      readonly payload: Readonly<Record<string, SampleValue | null>>;
      /** In the order of the table. */
      readonly samples: readonly Sample[];
    };

export interface ReadingOptions {
  /**
   * One message per tag. Also right where only one tag is asked for at all. How many samples there happen to be never
   * decides it: a message that takes another shape because only one tag changed would break the flow behind it.
   */
  readonly each: boolean;
  /** Whether the last good value stands in the payload where there is none. Its sample says that, and since when. */
  readonly hold: boolean;
}

/** The messages of a reading: none without samples. */
export function readingMessages(
  samples: readonly Sample[],
  { each, hold }: ReadingOptions,
): readonly ReadingMessage[] {
  const payloadOf = ({ value, last }: Sample) => (value === null && hold ? (last?.value ?? null) : value);
  if (each) return samples.map((sample) => ({ payload: payloadOf(sample), topic: sample.tag, sample }));
  if (samples.length === 0) return [];
  const payload: Record<string, SampleValue | null> = {};
  for (const sample of samples) {
    const { tag } = sample;
    // Thousands of values a second: without a pair for each. By an assignment this one name would be no property.
    if (tag === '__proto__') Object.defineProperty(payload, tag, { ...property, value: payloadOf(sample) });
    else payload[tag] = payloadOf(sample);
  }
  return [{ payload, samples }];
}

const property = { configurable: true, enumerable: true, writable: true };

/**
 * Takes out of a message what an earlier reading, a gap or a question how the connection fares put there: beside fresh
 * values it would pass for one of them.
 */
export function dropReading(message: Record<string, unknown>): void {
  for (const part of ['sample', 'samples', 'gap', 'connection']) delete message[part];
}

/** What a write puts into its message: one result for each tag, in the order in which they were asked for. */
export interface WriteMessage {
  readonly payload: readonly WriteResult[];
}

export function writeMessage(results: readonly WriteResult[]): WriteMessage {
  return { payload: results };
}

/** A gap in a watch is a message of its own, so that nothing after it takes the line between two values for granted. */
export interface GapMessage {
  readonly payload: null;
  readonly gap: Gap;
}

export function gapMessage(gap: Gap): GapMessage {
  return { payload: null, gap };
}
