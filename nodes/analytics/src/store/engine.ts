import { statSync } from 'node:fs';
import { blockInfo, type Line, type View } from '@millwright/analytics';
import { keepPrivate, makePrivateDirectory } from '@millwright/store';
import { Archive } from './archive.ts';
import { Arrivals } from './arrivals.ts';
import type { SampleBatch } from './batch.ts';
import { heldBatches } from './held.ts';
import { ingest } from './ingest.ts';
import { Journal } from './journal.ts';
import type { NumberedSamples } from './journal-frame.ts';
import { KnownClock } from './known-clock.ts';
import { journalLimit, maxPending, maxQueued, maxWaiting, segmentLimit } from './limits.ts';
import { type Lock, takeLock } from './lock.ts';
import { isAhead } from './newest.ts';
import { News } from './news.ts';
import { problemFrom } from './problem.ts';
import { Drawing } from './reading.ts';
import { recover } from './recovery.ts';
import type { StoreOptions, StoreProblem, StoreReport } from './report.ts';
import { expired } from './retention.ts';
import { joinNumbered, type Series, SeriesTable } from './series.ts';
import { interruptionsOf, silentFrom, silentSince } from './silence.ts';
import { sequencesOf, snapshotOf } from './snapshot.ts';
import { TagNames } from './tag-names.ts';
import { WaitingBlocks } from './waiting.ts';

const day = 24 * 3_600_000;

/**
 * A store of samples in its thread. What comes goes into the journal within some seconds, and into blocks when there is
 * enough of a tag. What cannot be written stays in memory and is tried again.
 */
export class StoreEngine {
  readonly #options: StoreOptions;
  readonly #now: () => number;
  #table = new SeriesTable();
  readonly #archive: Archive;
  readonly #journal: Journal;
  readonly #drawing: Drawing;
  #waiting = new WaitingBlocks(maxWaiting);
  readonly #names: TagNames;
  readonly #news = new News();
  #lock: Lock | undefined;
  #isLoaded = false;
  /** It was loaded without the lock, or without a folder: what is there may be other than what is known. */
  #isUnsure = false;
  /** What came before it was loaded. */
  readonly #arrivals = new Arrivals(maxQueued);
  /** Samples that were held in memory, and for which there was no room when they were put behind what is in the folder. */
  #lostJoining = 0;
  /** What is in no journal yet. */
  #pending: NumberedSamples[] = [];
  #pendingCount = 0;
  /** Samples that came since all was last on disk. */
  #unwritten = 0;
  /** How many had been lost for want of room then. */
  #lostBefore = 0;
  /** The journal lacks something: it has to be begun anew. */
  #isBehind = false;
  #problem: StoreProblem | undefined;
  #haveTagsChanged = true;
  /** When what comes seldom was last made blocks of (ms UTC). */
  #sealedAt = Number.NEGATIVE_INFINITY;
  readonly #clock: KnownClock;

  constructor(options: StoreOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
    this.#archive = new Archive(options.directory, this.#news);
    this.#journal = new Journal(options.directory, journalLimit(options.bytes));
    this.#drawing = new Drawing(this.#archive, (damage) => this.#news.damaged(damage));
    this.#clock = new KnownClock(options.directory);
    this.#names = new TagNames(options.directory, options.version);
  }

  take(batch: SampleBatch): void {
    if (this.#isLoaded) this.#ingest(batch);
    else this.#arrivals.add(batch);
    if (this.#pendingCount >= maxPending) this.flush();
  }

  #ingest(batch: SampleBatch): void {
    const series = this.#table.seriesOf(batch);
    this.#news.refused(batch.tags.filter((_, place) => !series[place]));
    const interruptions = interruptionsOf(batch, series);
    if (interruptions) this.#put(interruptions, this.#table.seriesOf(interruptions));
    this.#put(batch, series);
  }

  #put(batch: SampleBatch, series: readonly (Series | undefined)[]): void {
    const samples = ingest(batch, series, this.#seal);
    this.#unwritten += samples.tags.length;
    // One that lacks something is begun anew with all that is in memory.
    if (this.#isBehind) return;
    this.#pending.push(samples);
    this.#pendingCount += samples.tags.length;
  }

  readonly #seal = (series: Series): void => this.#waiting.add(series.seal());

  /** Writes all that is not on disk. It is, when this returns and the report has no problem. */
  flush(): void {
    const now = this.#now();
    try {
      this.#prepare(now);
      if (this.#lock) {
        this.#write(now);
        this.#unwritten = 0;
        this.#lostBefore = this.#waiting.lost;
        this.#problem = undefined;
      }
    } catch (error) {
      this.#problem = problemFrom(error);
      this.#forget();
      this.#isBehind = true;
    }
    if (this.#lock && this.#isLoaded) this.#retain(now);
  }

  #forget(): void {
    this.#pending = [];
    this.#pendingCount = 0;
  }

  /** Takes the folder and reads what is in it, once. */
  #prepare(now: number): void {
    if (this.#lock && this.#isLoaded && !this.#isUnsure) return;
    const { directory } = this.#options;
    // One that cannot be looked at may well hold something: it throws here, and is not taken for a new one.
    if (!statSync(directory, { throwIfNoEntry: false })) {
      // What comes is kept in memory, whether or not the folder can be made.
      if (!this.#isLoaded) {
        this.#isUnsure = true;
        this.#loaded();
      }
      makePrivateDirectory(directory);
    }
    keepPrivate(directory);
    const lock = this.#lock ?? this.#tryLock(directory, now);
    if (lock === 'taken') {
      this.#problem = { is: 'locked' };
      return;
    }
    this.#lock = lock;
    if (!this.#isLoaded) this.#load(now);
    else if (this.#isUnsure) this.#join(now);
    this.#isUnsure = false;
  }

  /** What is in the folder comes first, such as on a disk that was mounted late; what is held in memory goes behind it. */
  #join(now: number): void {
    const [table, waiting] = [this.#table, this.#waiting];
    this.#table = new SeriesTable();
    this.#waiting = new WaitingBlocks(maxWaiting);
    this.#forget();
    this.#isBehind = true;
    try {
      this.#load(now);
    } catch (error) {
      [this.#table, this.#waiting] = [table, waiting];
      throw error;
    }
    this.#lostJoining += waiting.lost;
    this.#unwritten = this.#lostBefore = 0;
    for (const batch of heldBatches(table, waiting.all)) this.#ingest(batch);
  }

  /** Where nothing can be written, not even a lock, what is there is shown nevertheless. */
  #tryLock(directory: string, now: number): Lock | 'taken' {
    try {
      return takeLock(directory);
    } catch (error) {
      if (!this.#isLoaded) {
        this.#load(now);
        this.#isUnsure = true;
      }
      throw error;
    }
  }

  #load(now: number): void {
    const found = this.#names.load();
    const journal = this.#journal.load();
    this.#news.forgetFormats();
    this.#archive.load(now);
    this.#names.fill(this.#table, found, this.#archive.tags(), journal.frames);
    const { aside: file = '', unknownFormat: format } = journal;
    if (format !== undefined) this.#news.unknownFormat(file, format);
    let refilled = 0;
    recover(this.#table, this.#archive, journal.frames, {
      filled: this.#seal,
      refilled: (block) => {
        this.#waiting.add(block);
        refilled += 1;
      },
      lost: (from, to) => this.#news.damaged({ place: `${file}:${from}`, tag: undefined, from, to }),
    });
    for (const damage of this.#archive.openDamages) {
      const series = this.#table.numbered(damage.tag ?? 0);
      const isLost = series ? this.#drawing.isMissing(series, this.#waiting.all, damage) : refilled === 0;
      if (isLost) this.#news.damaged(damage);
    }
    this.#clock.load(this.#archive.closed.at(-1)?.closedAt);
    this.#findNewest(now);
    this.#dropEmpty();
    const from = silentFrom(this.#table.all(), now);
    for (const series of this.#table.all()) series.silentSince = silentSince(series, from, now);
    this.#loaded();
  }

  /** A sample from the future must not be the newest one for ever. */
  #findNewest(now: number): void {
    for (const series of this.#table.all()) {
      if (isAhead(series.last, now)) series.came ??= this.#drawing.lastWritten(series.number, now);
    }
  }

  #loaded(): void {
    this.#isLoaded = true;
    this.#haveTagsChanged = true;
    for (const batch of this.#arrivals.take()) this.#ingest(batch);
  }

  /** First the names, then the blocks, then the journal that stands for what is in none. */
  #write(now: number): void {
    const notice = this.#names.write(this.#table, now);
    if (notice) this.#news.notice(notice);
    this.#clock.save(now);
    this.#writeBlocks(now);
    const isDue = this.#archive.isDue(segmentLimit(this.#options.bytes), now);
    if (isDue || Math.abs(now - this.#sealedAt) >= day) this.#sealOld(now);
    if (isDue) {
      this.#archive.sync();
      this.#archive.rotate(this.#clock.stamp(now));
    }
    if (this.#isBehind || this.#journal.isDue) {
      this.#archive.sync();
      this.#journal.begin(sequencesOf(this.#table.all()), snapshotOf(this.#table.all()));
      this.#isBehind = false;
    } else if (this.#pendingCount > 0) this.#journal.append(joinNumbered(this.#pending));
    this.#forget();
  }

  #writeBlocks(now: number): void {
    this.#waiting.drain((sealed) => this.#archive.append(sealed, blockInfo(sealed.block), now));
  }

  /** What comes seldom is not left in the journal for ever: there, nothing goes by its age. */
  #sealOld(now: number): void {
    for (const series of this.#table.all()) {
      if (series.unsealed > 0 && Math.abs(now - series.pendingSince) > day) this.#seal(series);
    }
    this.#writeBlocks(now);
    this.#sealedAt = now;
  }

  #retain(now: number): void {
    const { days, bytes } = this.#options;
    const others = this.#archive.openBytes + this.#journal.bytes;
    const gone = expired(this.#archive.closed, others, { days, limit: bytes, now: this.#clock.look(now) });
    if (gone.length === 0) return;
    try {
      for (const id of gone) this.#archive.remove(id);
    } catch (error) {
      this.#problem = problemFrom(error);
    }
    for (const series of this.#table.all()) series.forgetStored();
    for (const { tag, first, last } of this.#archive.tags()) this.#table.numbered(tag)?.extend(first, last);
    for (const { tag, block } of this.#waiting.all) {
      const { first, last } = blockInfo(block);
      this.#table.numbered(tag)?.extend(first, last);
    }
    this.#dropEmpty();
    this.#haveTagsChanged = true;
  }

  /** What is not seen goes by the names, too. */
  #dropEmpty(): void {
    if (this.#news.mayHideSamples) return;
    for (const series of [...this.#table.all()]) if (series.isEmpty) this.#table.remove(series);
  }

  line(tag: string, view: View): Line {
    return this.#drawing.line(this.#table.get(tag), this.#waiting.all, view);
  }

  /** Each report has what is new since the one before: damage, what was mended, refused tags, all tags where they changed. */
  report(): StoreReport {
    const haveTagsChanged = this.#haveTagsChanged && this.#isLoaded;
    if (haveTagsChanged) this.#haveTagsChanged = false;
    return {
      isLoaded: this.#isLoaded,
      ...(this.#problem && { problem: this.#problem }),
      lost: this.#waiting.lost + this.#arrivals.lost + this.#lostJoining,
      unwritten: this.#unwritten + this.#lostBefore - this.#waiting.lost + this.#arrivals.size,
      bytes: this.#archive.bytes + this.#journal.bytes,
      ...this.#news.take((tag) => this.#table.numbered(tag)?.tag),
      ...(haveTagsChanged && { tags: [...this.#table.all()].map((series) => series.kept(this.#now())) }),
    };
  }

  /** Writes what is left, and gives the folder back. */
  close(): void {
    this.flush();
    this.#archive.close();
    this.#journal.close();
    this.#lock?.release();
    this.#lock = undefined;
  }
}
