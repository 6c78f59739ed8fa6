import type { Archive } from './archive.ts';
import type { JournalFrame, NumberedSamples } from './journal-frame.ts';
import type { Series, SeriesTable } from './series.ts';

/**
 * The numbers of samples that stand in blocks, by tag: all below `next`, and these stretches. A power cut may have left a
 * later block on disk and not an earlier one.
 */
interface Covered {
  next: number;
  readonly stretches: { readonly from: number; readonly to: number }[];
}

const isCovered = ({ next, stretches }: Covered, number: number): boolean =>
  number < next || stretches.some(({ from, to }) => number >= from && number < to);

function coverage(archive: Archive): ReadonlyMap<number, Covered> {
  const covered = new Map<number, Covered>();
  const of = (tag: number): Covered => {
    const known = covered.get(tag);
    if (known) return known;
    const fresh = { next: 0, stretches: [] };
    covered.set(tag, fresh);
    return fresh;
  };
  for (const { tags } of archive.closed) {
    for (const { tag, next } of tags) of(tag).next = Math.max(of(tag).next, next);
  }
  for (const { tag, sequence, info } of archive.openEntries) {
    of(tag).stretches.push({ from: sequence, to: sequence + info.count });
  }
  return covered;
}

/**
 * Brings series to where they were: from the blocks what was ever written, from the journal what stands in none.
 *
 * @param filled told of a series that has samples for a whole block
 */
export function recover(
  table: SeriesTable,
  archive: Archive,
  frames: readonly JournalFrame[],
  filled: (series: Series) => void,
): void {
  for (const { tag, first, last, next } of archive.tags()) {
    const series = table.numbered(tag);
    series?.extend(first, last);
    series?.resume(next);
  }
  const covered = coverage(archive);
  /** The number of the next sample of each tag in the journal. */
  const numbers = new Map<number, number>();
  const replay = ({ tags, times, values, quality }: NumberedSamples): void => {
    for (let row = 0; row < tags.length; row += 1) {
      const tag = tags[row] as number;
      const number = numbers.get(tag) ?? 0;
      numbers.set(tag, number + 1);
      const series = table.numbered(tag);
      const known = covered.get(tag);
      if (!series || (known && isCovered(known, number))) continue;
      if (series.unsealed === 0) series.resume(number);
      if (series.push(times[row] as number, values[row] as number, quality[row] as number)) filled(series);
    }
  };
  for (const frame of frames) {
    if (frame.is === 'samples') replay(frame.samples);
    else for (const [tag, number] of frame.sequences) numbers.set(tag, number);
  }
}
