/** One sample on its way into a store. */
export interface NewSample {
  readonly tag: string;
  /** Milliseconds UTC, a whole number. */
  readonly time: number;
  /** NaN stands for no value. */
  readonly value: number;
  /** One of `qualityCodes`. */
  readonly quality: number;
  readonly unit?: string;
}

/** Samples of several tags in the order in which they came: plain data that crosses threads. */
export interface SampleBatch {
  /** The tags that are in it, each once, and their units. */
  readonly tags: readonly string[];
  readonly units: readonly (string | undefined)[];
  /** Of each sample, the place of its tag in `tags`. */
  readonly which: Uint32Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly quality: Uint8Array;
}

const firstCapacity = 256;

/** Gathers samples until somebody takes them all. */
export class BatchWriter {
  #places = new Map<string, number>();
  #units: (string | undefined)[] = [];
  #which = new Uint32Array(firstCapacity);
  #times = new Float64Array(firstCapacity);
  #values = new Float64Array(firstCapacity);
  #quality = new Uint8Array(firstCapacity);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ tag, time, value, quality, unit }: NewSample): void {
    let place = this.#places.get(tag);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(tag, place);
    }
    if (unit !== undefined) this.#units[place] = unit;
    if (this.#size === this.#which.length) this.#grow();
    this.#which[this.#size] = place;
    this.#times[this.#size] = time;
    this.#values[this.#size] = value;
    this.#quality[this.#size] = quality;
    this.#size += 1;
  }

  #grow(): void {
    const capacity = 2 * this.#size;
    const [which, times, values, quality] = [this.#which, this.#times, this.#values, this.#quality];
    this.#which = new Uint32Array(capacity);
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
    this.#quality = new Uint8Array(capacity);
    this.#which.set(which);
    this.#times.set(times);
    this.#values.set(values);
    this.#quality.set(quality);
  }

  /** All samples so far; it is empty again after that. */
  take(): SampleBatch {
    const tags = [...this.#places.keys()];
    const batch = {
      tags,
      units: tags.map((_, place) => this.#units[place]),
      which: this.#which.slice(0, this.#size),
      times: this.#times.slice(0, this.#size),
      values: this.#values.slice(0, this.#size),
      quality: this.#quality.slice(0, this.#size),
    };
    this.#places = new Map();
    this.#units = [];
    this.#size = 0;
    return batch;
  }
}
