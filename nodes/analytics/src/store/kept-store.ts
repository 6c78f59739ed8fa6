import type { KeptTag, Line, SampleStore, StoreHealth, View } from '@millwright/analytics';
import type { Log } from '@millwright/runtime';
import { openWorker, type WorkerClient } from '@millwright/store';
import { BatchWriter, type NewSample } from './batch.ts';
import type { StoreCalls } from './calls.ts';
import { type Follower, Followers } from './followers.ts';
import { KeptTags } from './kept-tags.ts';
import type { StoreOptions, StoreReport } from './report.ts';
import { maxTags } from './series.ts';
import type { StoreData } from './thread.ts';
import { problemOf, Told } from './told.ts';

/** Samples go to the thread, and to those who follow, this often (ms). */
const handOverEvery = 100;
/** Without samples, the thread is asked how it fares this often (ms). */
const askEvery = 1_000;
/** After a crash of the thread it is left alone for a while (ms). */
const crashPause = 5_000;
/** Samples on their way to the thread at most: what comes beyond them is lost, and counted. */
const maxUnderWay = 500_000;

export interface KeptStoreOptions extends StoreOptions {
  readonly id: string;
  readonly name: string;
  readonly worker: URL;
  readonly log: Log;
  readonly report: (error: unknown) => void;
}

/** Stores that are still closing, by their folder: the next one in the same folder waits. */
const closings = new Map<string, Promise<void>>();

/** A store of samples as its nodes and widgets have it. Its files belong to a thread of its own. */
export class KeptStore implements SampleStore {
  readonly id: string;
  readonly name: string;
  readonly #options: KeptStoreOptions;
  readonly #worker: WorkerClient<StoreCalls>;
  readonly #followers: Followers;
  readonly #told: Told;
  readonly #tags = new KeptTags(maxTags);
  readonly #listeners = new Set<(health: StoreHealth) => void>();
  readonly #writer = new BatchWriter();
  readonly #ready: Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #batch = 1;
  #underWay = 0;
  #lostHere = 0;
  /** What threads counted that have ended. */
  #lostBefore = 0;
  #report: StoreReport | undefined;
  #nextAsk = 0;
  #isClosed = false;

  constructor(options: KeptStoreOptions) {
    const { id, name, directory, version, days, bytes, within, worker, log, report } = options;
    this.id = id;
    this.name = name;
    this.#options = options;
    this.#followers = new Followers(report);
    this.#told = new Told(directory, log, report);
    this.#worker = openWorker<StoreCalls>(worker, {
      name: `samples of ${name || id}`,
      data: { role: 'samples', directory, version, days, bytes, within } satisfies StoreData,
      shortLived: 16,
      onCrash: (error) => {
        this.#nextAsk = performance.now() + crashPause;
        // The next thread counts from the beginning.
        this.#lostBefore += this.#report?.lost ?? 0;
        this.#report = undefined;
        report(error);
      },
    });
    this.#ready = (closings.get(directory) ?? Promise.resolve()).then(() => this.#begin());
  }

  #begin(): void {
    if (this.#isClosed) return;
    this.#handOver();
    this.#timer = setInterval(() => this.#tick(), handOverEvery);
    this.#timer.unref();
  }

  /** Keeps a sample. It is on disk within the time that the store was set to; where there is no room it is counted as lost. */
  record(sample: NewSample): void {
    if (this.#underWay + this.#writer.size >= maxUnderWay) {
      this.#lostHere += 1;
      return;
    }
    this.#writer.add(sample);
    this.#tags.note(sample, this.#batch);
  }

  #tick(): void {
    const at = performance.now();
    const isCrashed = this.#nextAsk > at + askEvery;
    if (isCrashed || (this.#writer.size === 0 && at < this.#nextAsk)) {
      this.#told.tellLosses(this.health().lost, at);
      return;
    }
    this.#handOver();
  }

  #handOver(): void {
    const size = this.#writer.size;
    const batch = size > 0 ? this.#writer.take() : undefined;
    if (batch) this.#followers.tell(batch);
    const number = this.#batch;
    this.#batch += 1;
    this.#underWay += size;
    this.#nextAsk = performance.now() + askEvery;
    this.#worker.call.take(batch).then(
      (report) => {
        this.#underWay -= size;
        this.#hear(report, number);
      },
      () => {
        // Why the thread is gone was told when it went.
        this.#underWay -= size;
        this.#lostHere += size;
      },
    );
  }

  #hear(report: StoreReport, batch: number): void {
    const before = JSON.stringify(this.health());
    this.#report = report;
    if (report.tags) this.#tags.replace(report.tags, batch);
    for (const tag of report.refusedTags) this.#tags.remove(tag);
    const health = this.health();
    this.#told.tell(report, health.lost, performance.now());
    if (JSON.stringify(health) === before) return;
    for (const listener of this.#listeners) listener(health);
  }

  health(): StoreHealth {
    const { problem, isLoaded = false, lost = 0, bytes = 0 } = this.#report ?? {};
    return {
      state: problem ? 'memory' : isLoaded ? 'online' : 'opening',
      ...(problem && { problem: problemOf(this.#options.directory, problem).code }),
      lost: lost + this.#lostHere + this.#lostBefore,
      bytes,
    };
  }

  /** Tells how it fares, now and when that changes. @returns ends it */
  onHealth(listener: (health: StoreHealth) => void): () => void {
    this.#listeners.add(listener);
    listener(this.health());
    return () => void this.#listeners.delete(listener);
  }

  tags(): readonly KeptTag[] {
    return this.#tags.all(Date.now());
  }

  async lines(tags: readonly string[], view: View): Promise<readonly Line[]> {
    await this.#ready;
    if (this.#writer.size > 0) this.#handOver();
    return this.#worker.call.lines(tags, view);
  }

  follow(listener: Follower): () => void {
    return this.#followers.add(listener);
  }

  /** Writes what is not on disk yet, and ends the thread. */
  close(): Promise<void> {
    if (this.#isClosed) return closings.get(this.#options.directory) ?? Promise.resolve();
    this.#isClosed = true;
    const { directory } = this.#options;
    const closing = this.#end().finally(() => {
      if (closings.get(directory) === closing) closings.delete(directory);
    });
    closings.set(directory, closing);
    return closing;
  }

  async #end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ready;
    const isUsed = this.#report !== undefined || this.#underWay + this.#writer.size > 0;
    if (this.#writer.size > 0) this.#handOver();
    // Closing has a limit of time, which a slow disk may take longer than; a call has none.
    const report = isUsed ? await this.#worker.call.flush().catch(() => undefined) : undefined;
    if (report) {
      this.#hear(report, this.#batch);
      // What cannot be written now is nowhere once the thread has ended.
      this.#lostHere += report.unwritten;
    }
    await this.#worker.close();
    this.#told.close(this.health().lost);
    this.#listeners.clear();
  }
}
