import { cutColumns, emptyColumns, inOrder, joinColumns, type SampleColumns } from './columns.ts';

const firstCapacity = 64;

/**
 * The newest samples of one tag in memory. It grows up to its limit; from then on each sample takes the place of the
 * one that was written first.
 */
export class SampleRing {
  readonly #limit: number;
  #kept: SampleColumns = emptyColumns(0);
  /** Samples written since the beginning: the next one's place is this, modulo the capacity. */
  #written = 0;
  /** How many had been written before the latest one that was not newer than the one before it. */
  #disorder = 0;

  /** @param limit samples that are kept at most, from 1 on */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Samples that are kept now. */
  get size(): number {
    return Math.min(this.#written, this.#limit);
  }

  /** Keeps a sample: time in ms UTC, NaN for no value, quality as in {@link SampleColumns}. */
  push(time: number, value: number, quality: number): void {
    if (this.#written === this.#kept.times.length && this.#written < this.#limit) this.#grow();
    const { times, values, quality: codes } = this.#kept;
    const capacity = times.length;
    const last = this.#written === 0 ? Number.NEGATIVE_INFINITY : times[(this.#written - 1) % capacity];
    if (time <= (last as number)) this.#disorder = this.#written;
    const place = this.#written % capacity;
    times[place] = time;
    values[place] = value;
    codes[place] = quality;
    this.#written += 1;
  }

  #grow(): void {
    const grown = emptyColumns(Math.min(this.#limit, Math.max(firstCapacity, this.#written * 2)));
    grown.times.set(this.#kept.times);
    grown.values.set(this.#kept.values);
    grown.quality.set(this.#kept.quality);
    this.#kept = grown;
  }

  /** Rows as they lie in memory, from the one written first on: the newer half lies before the older one once it is full. */
  #parts(): readonly SampleColumns[] {
    const { times, values, quality } = this.#kept;
    const part = (start: number, end: number): SampleColumns => ({
      times: times.subarray(start, end),
      values: values.subarray(start, end),
      quality: quality.subarray(start, end),
    });
    const oldest = this.#written > this.#limit ? this.#written % this.#limit : 0;
    return [part(oldest, this.size), part(0, oldest)];
  }

  /** A copy of the samples that were written last, so many of them or all that there are, as they were written. */
  newest(count: number): SampleColumns {
    const all = joinColumns([...this.#parts(), emptyColumns(0)]);
    const start = Math.max(0, this.size - count);
    return {
      times: all.times.slice(start),
      values: all.values.slice(start),
      quality: all.quality.slice(start),
    };
  }

  /**
   * A copy of the samples from one time to another (ms UTC), both included, by time; of several with the same time, the
   * one written last.
   */
  range(from: number, to: number): SampleColumns {
    const isOrdered = this.#disorder <= this.#written - this.size;
    const parts = isOrdered ? this.#parts() : [inOrder(joinColumns(this.#parts()))];
    const [first, ...others] = parts.map((part) => cutColumns(part, from, to));
    // An empty part more makes a copy of a single one.
    return joinColumns([first ?? emptyColumns(0), ...others, emptyColumns(0)]);
  }
}
