import type { NumberedSamples, Sequences } from './journal-frame.ts';
import { joinNumbered, type Series } from './series.ts';

/** Series of which the samples go into one frame: many small frames would take more room. */
const perFrame = 256;

/** The numbers with which a journal begins. */
export const sequencesOf = (all: Iterable<Series>): Sequences =>
  new Map([...all].map(({ number, unsealedFrom }) => [number, unsealedFrom]));

function numbered(series: Series): NumberedSamples {
  const samples = series.pending();
  return { tags: new Uint32Array(samples.times.length).fill(series.number), ...samples };
}

/** What stands in no block, of all series. */
export function* snapshotOf(all: Iterable<Series>): Iterable<NumberedSamples> {
  let parts: NumberedSamples[] = [];
  for (const series of all) {
    if (series.unsealed === 0) continue;
    parts.push(numbered(series));
    if (parts.length < perFrame) continue;
    yield joinNumbered(parts);
    parts = [];
  }
  if (parts.length > 0) yield joinNumbered(parts);
}
