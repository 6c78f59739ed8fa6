import type { SampleBatch } from './batch.ts';

/** What came before the folder could be looked at: within a limit. */
export class Arrivals {
  readonly #limit: number;
  #batches: SampleBatch[] = [];
  #samples = 0;
  /** Samples for which there was no room. */
  lost = 0;

  /** @param limit samples */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(batch: SampleBatch): void {
    const count = batch.times.length;
    if (this.#samples + count > this.#limit) {
      this.lost += count;
      return;
    }
    this.#batches.push(batch);
    this.#samples += count;
  }

  /** Samples that wait. */
  get size(): number {
    return this.#samples;
  }

  /** All that came, in order; there is none left after that. */
  take(): readonly SampleBatch[] {
    const batches = this.#batches;
    this.#batches = [];
    this.#samples = 0;
    return batches;
  }
}
