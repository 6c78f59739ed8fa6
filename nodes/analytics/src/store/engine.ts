import { statSync } from 'node:fs';
import { blockInfo, type Line, type View } from '@millwright/analytics';
import { type ClockState, keepPrivate, lookAtClock, makePrivateDirectory } from '@millwright/store';
import { Archive } from './archive.ts';
import type { SampleBatch } from './batch.ts';
import { heldBatches } from './held.ts';
import { ingest } from './ingest.ts';
import { Journal } from './journal.ts';
import type { NumberedSamples } from './journal-frame.ts';
import { type Lock, takeLock } from './lock.ts';
import { Drawing } from './reading.ts';
import { recover } from './recovery.ts';
import type { StoreOptions, StoreProblem, StoreReport } from './report.ts';
import { expired } from './retention.ts';
import { joinNumbered, type Series, SeriesTable } from './series.ts';
import { sequencesOf, snapshotOf } from './snapshot.ts';
import { readTagList, writeTagList } from './tag-list.ts';
import { WaitingBlocks } from './waiting.ts';

const megabyte = 1024 * 1024;
const day = 24 * 3_600_000;
/** Samples that may come before the folder could be looked at. */
const maxQueued = 500_000;
/** So many samples are written at once, whatever the time; a batch is not larger than twice that. */
const maxPending = 250_000;
/** Bytes of blocks in memory for which the disk has no room. */
const maxWaiting = 32 * megabyte;

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
  readonly #damagedPlaces = new Set<string>();
  #damagedRecords = 0;
  #lock: Lock | undefined;
  #isLoaded = false;
  /** It was loaded without the lock, or without a folder: what is there may be other than what is known. */
  #isUnsure = false;
  /** Batches that came before it was loaded. */
  #queue: SampleBatch[] = [];
  #queued = 0;
  #lostQueued = 0;
  /** What is in no journal yet. */
  #pending: NumberedSamples[] = [];
  #pendingCount = 0;
  /** The journal lacks something: it has to be begun anew. */
  #isBehind = false;
  #problem: StoreProblem | undefined;
  #refusedTags: string[] = [];
  readonly #unknownFormats: { readonly file: string; readonly format: number }[] = [];
  #haveTagsChanged = true;
  /** When what comes seldom was last made blocks of (ms UTC). */
  #sealedAt = Number.NEGATIVE_INFINITY;
  #clock: ClockState | undefined;

  constructor(options: StoreOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
    this.#archive = new Archive(options.directory, {
      damaged: (places) => {
        this.#damagedRecords += places;
      },
      unknownFormat: (file, format) => void this.#unknownFormats.push({ file, format }),
    });
    this.#journal = new Journal(options.directory, journalLimit(options.bytes));
    this.#drawing = new Drawing(this.#archive, (place) => void this.#damagedPlaces.add(place));
  }

  take(batch: SampleBatch): void {
    if (this.#isLoaded) this.#ingest(batch);
    else if (this.#queued + batch.times.length > maxQueued) this.#lostQueued += batch.times.length;
    else {
      this.#queue.push(batch);
      this.#queued += batch.times.length;
    }
    if (this.#pendingCount >= maxPending) this.flush();
  }

  #ingest(batch: SampleBatch): void {
    const series = this.#table.seriesOf(batch);
    this.#refusedTags.push(...batch.tags.filter((_, place) => !series[place]));
    const samples = ingest(batch, series, this.#seal);
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
        this.#problem = undefined;
      }
    } catch (error) {
      this.#problem = { is: 'unwritable', reason: error instanceof Error ? error.message : String(error) };
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
    this.#damagedRecords = 0;
    this.#unknownFormats.length = 0;
    this.#forget();
    this.#isBehind = true;
    try {
      this.#load(now);
    } catch (error) {
      [this.#table, this.#waiting] = [table, waiting];
      throw error;
    }
    this.#lostQueued += waiting.lost;
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
    const tags = readTagList(this.#options.directory);
    const { frames, unknownFormat } = this.#journal.load();
    this.#archive.load(now);
    this.#table.load(tags);
    if (unknownFormat) this.#unknownFormats.push(unknownFormat);
    recover(this.#table, this.#archive, frames, this.#seal);
    // A clock that is wrong at a start must not make all that was kept look old.
    const seen = Math.max(...this.#archive.closed.map(({ closedAt }) => closedAt), 0);
    this.#clock = seen > 0 ? { seen } : undefined;
    this.#dropEmpty();
    this.#loaded();
  }

  #loaded(): void {
    this.#isLoaded = true;
    this.#haveTagsChanged = true;
    const queue = this.#queue;
    this.#queue = [];
    this.#queued = 0;
    for (const batch of queue) this.#ingest(batch);
  }

  /** First the names, then the blocks, then the journal that stands for what is in none. */
  #write(now: number): void {
    if (this.#table.hasChanged) writeTagList(this.#options.directory, this.#table.listed);
    this.#table.hasChanged = false;
    this.#writeBlocks(now);
    const isDue = this.#archive.isDue(segmentLimit(this.#options.bytes), now);
    if (isDue || Math.abs(now - this.#sealedAt) >= day) this.#sealOld(now);
    if (isDue) {
      this.#archive.sync();
      this.#archive.rotate(now);
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
    this.#clock = lookAtClock(this.#clock, now);
    const { days, bytes } = this.#options;
    const others = this.#archive.openBytes + this.#journal.bytes;
    const believed = this.#clock.doubt ? undefined : now;
    const gone = expired(this.#archive.closed, others, { days, limit: bytes, now: believed });
    if (gone.length === 0) return;
    try {
      for (const id of gone) this.#archive.remove(id);
    } catch (error) {
      this.#problem = { is: 'unwritable', reason: String(error) };
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

  /** What a newer version wrote goes by the names, too. */
  #dropEmpty(): void {
    if (this.#unknownFormats.length > 0) return;
    for (const series of [...this.#table.all()]) if (series.isEmpty) this.#table.remove(series);
  }

  line(tag: string, view: View): Line {
    return this.#drawing.line(this.#table.get(tag), this.#waiting.all, view);
  }

  /** Each report has what is new since the one before: tags that were refused, all tags where they changed. */
  report(): StoreReport {
    const refusedTags = this.#refusedTags;
    this.#refusedTags = [];
    const haveTagsChanged = this.#haveTagsChanged && this.#isLoaded;
    if (haveTagsChanged) this.#haveTagsChanged = false;
    return {
      isLoaded: this.#isLoaded,
      ...(this.#problem && { problem: this.#problem }),
      lost: this.#waiting.lost + this.#lostQueued,
      bytes: this.#archive.bytes + this.#journal.bytes,
      damaged: this.#damagedRecords + this.#damagedPlaces.size,
      unknownFormats: this.#unknownFormats,
      refusedTags,
      ...(haveTagsChanged && { tags: [...this.#table.all()].map(({ kept }) => kept) }),
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

/** Segments small enough that retention by size takes little at a time, and large enough that they are few. */
export const segmentLimit = (bytes: number): number =>
  Math.min(64 * megabyte, Math.max(megabyte / 16, Math.floor(bytes / 16)));

/** A journal is no large part of what a store may take. */
const journalLimit = (bytes: number): number => Math.min(8 * megabyte, Math.floor(bytes / 16));
