import { encodeBlock } from '@millwright/analytics';
import type { Archive, SealedBlock } from './archive.ts';
import type { JournalFrame, LostFrames, NumberedSamples } from './journal-frame.ts';
import { blockSamples, type Series, type SeriesTable } from './series.ts';

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

/** Told of what comes out of a journal. */
export interface Recovered {
  /** A series has samples that should be made a block of. */
  filled(series: Series): void;
  /** A block that was lost before later ones. */
  refilled(block: SealedBlock): void;
  /** Something was lost between these times (ms UTC), of any tag. */
  lost(from: number, to: number): void;
}

/** Samples of one tag that follow each other, and that a block behind them hides from its series. */
interface Hole {
  readonly sequence: number;
  readonly rows: [number, number, number][];
}

/** Brings series to where they were: from the blocks what was ever written, from the journal what stands in none. */
class Recovery {
  readonly #table: SeriesTable;
  readonly #covered: ReadonlyMap<number, Covered>;
  /** Of each tag, the number up to which its blocks reach. */
  readonly #reach = new Map<number, number>();
  /** The number of the next sample of each tag in the journal. */
  readonly #numbers = new Map<number, number>();
  /** Something of the journal was lost: nobody knows the numbers of what comes behind it. */
  #isUncounted = false;
  #latest = Number.NEGATIVE_INFINITY;
  #isLost = false;
  readonly #holes = new Map<number, Hole>();
  readonly #recovered: Recovered;

  constructor(table: SeriesTable, archive: Archive, recovered: Recovered) {
    this.#table = table;
    this.#recovered = recovered;
    this.#covered = coverage(archive);
    for (const { tag, first, last, next } of archive.tags()) {
      const series = table.numbered(tag);
      series?.extend(first, last);
      series?.resume(next);
      this.#reach.set(tag, Math.max(this.#reach.get(tag) ?? 0, next));
      table.reserve(tag);
    }
  }

  take(frame: JournalFrame | LostFrames): void {
    if (frame.is === 'samples') this.#replay(frame.samples);
    else if (frame.is === 'lost') this.#interrupt();
    else {
      this.#isUncounted = false;
      for (const [tag, number] of frame.sequences) {
        this.#numbers.set(tag, number);
        this.#table.numbered(tag)?.resume(number);
        this.#table.reserve(tag);
      }
    }
  }

  done(): void {
    for (const tag of [...this.#holes.keys()]) this.#refill(tag);
    if (this.#isLost) this.#recovered.lost(this.#latest, Number.POSITIVE_INFINITY);
  }

  #replay({ tags, times, values, quality }: NumberedSamples): void {
    this.#tellLoss(times);
    for (let row = 0; row < tags.length; row += 1) {
      const tag = tags[row] as number;
      const series = this.#table.numbered(tag);
      const sample = [times[row] as number, values[row] as number, quality[row] as number] as const;
      const number = this.#isUncounted ? undefined : (this.#numbers.get(tag) ?? 0);
      if (number !== undefined) this.#numbers.set(tag, number + 1);
      this.#table.reserve(tag);
      if (!series) continue;
      if (number === undefined) this.#push(series, sample);
      else this.#place(series, number, sample);
    }
  }

  #place(series: Series, number: number, sample: readonly [number, number, number]): void {
    const { number: tag } = series;
    const known = this.#covered.get(tag);
    if (known && isCovered(known, number)) return;
    if (number < (this.#reach.get(tag) ?? 0)) {
      this.#hole(tag, number, sample);
      return;
    }
    if (series.unsealed === 0) series.resume(number);
    this.#push(series, sample);
  }

  #push(series: Series, [time, value, quality]: readonly [number, number, number]): void {
    if (series.push(time, value, quality)) this.#recovered.filled(series);
  }

  #hole(tag: number, number: number, [time, value, quality]: readonly [number, number, number]): void {
    const open = this.#holes.get(tag);
    const isNext = open && open.sequence + open.rows.length === number && open.rows.length < blockSamples;
    if (isNext) {
      open.rows.push([time, value, quality]);
      return;
    }
    this.#refill(tag);
    this.#holes.set(tag, { sequence: number, rows: [[time, value, quality]] });
  }

  #refill(tag: number): void {
    const hole = this.#holes.get(tag);
    this.#holes.delete(tag);
    if (!hole) return;
    const { sequence, rows } = hole;
    const times = Float64Array.from(rows, ([time]) => time);
    const values = Float64Array.from(rows, ([, value]) => value);
    const quality = Uint8Array.from(rows, ([, , code]) => code);
    for (const time of times) this.#table.numbered(tag)?.extend(time, time);
    this.#recovered.refilled({ tag, sequence, block: encodeBlock({ times, values, quality }) });
  }

  /** What comes behind what was lost does not follow what was before it, of any tag. */
  #interrupt(): void {
    this.#isUncounted = true;
    this.#isLost = true;
    for (const series of this.#table.all()) {
      if (series.unsealed > 0) this.#recovered.filled(series);
      series.interrupt();
    }
  }

  #tellLoss(times: Float64Array): void {
    const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
    if (this.#isLost) this.#recovered.lost(this.#latest, first);
    this.#isLost = false;
    for (const time of times) this.#latest = Math.max(this.#latest, time);
  }
}

/** Brings the series of a store to where they were when its journal was last written. */
export function recover(
  table: SeriesTable,
  archive: Archive,
  frames: readonly (JournalFrame | LostFrames)[],
  recovered: Recovered,
): void {
  const recovery = new Recovery(table, archive, recovered);
  for (const frame of frames) recovery.take(frame);
  recovery.done();
}
