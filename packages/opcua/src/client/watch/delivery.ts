import type { Sample } from '@millwright/tags';

export interface DeliveryOptions {
  readonly onSamples: (samples: readonly Sample[]) => void | Promise<void>;
  /** Told before the samples that stand for the dropped ones. */
  readonly onDropped: (total: number) => void;
  readonly onFault: (error: unknown) => void;
  /** How many samples may wait before the older ones of each tag are dropped. */
  readonly limit: () => number;
}

/**
 * Hands samples on, one batch after the other. What arrives while a batch is still being worked on waits; where too much waits, the latest
 * sample of each tag stays, marked as one that others were dropped before.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  #waiting: Sample[] = [];
  #isBusy = false;
  #isClosed = false;
  #dropped = 0;
  #told = 0;
  #delivered = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get delivered(): number {
    return this.#delivered;
  }

  offer(samples: Sample[]): void {
    if (this.#isClosed || samples.length === 0) return;
    if (!this.#isBusy) {
      this.#hand(samples);
      return;
    }
    // Not by spreading: a publish may hold more samples than a call takes arguments.
    for (const sample of samples) this.#waiting.push(sample);
    if (this.#waiting.length > this.#options.limit()) this.#dropOlder();
  }

  /** Drops what waits: the tags are about to be told anew. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }

  #hand(samples: readonly Sample[]): void {
    if (this.#told < this.#dropped) {
      this.#told = this.#dropped;
      try {
        this.#options.onDropped(this.#dropped);
      } catch (error) {
        this.#options.onFault(error);
      }
    }
    this.#delivered += samples.length;
    try {
      const working = this.#options.onSamples(samples);
      if (working === undefined) return;
      this.#isBusy = true;
      working.catch(this.#options.onFault).finally(() => this.#next());
    } catch (error) {
      this.#options.onFault(error);
    }
  }

  #next(): void {
    this.#isBusy = false;
    const samples = this.#waiting;
    if (this.#isClosed || samples.length === 0) return;
    this.#waiting = [];
    this.#hand(samples);
  }

  #dropOlder(): void {
    const newest = new Map<string, number>();
    for (const [index, { tag }] of this.#waiting.entries()) newest.set(tag, index);
    const before = this.#waiting.length;
    const others = new Set<string>();
    this.#waiting = this.#waiting.filter((sample, index) => {
      if (newest.get(sample.tag) === index) return true;
      others.add(sample.tag);
      return false;
    });
    this.#waiting = this.#waiting.map((sample) =>
      others.has(sample.tag) && sample.overflow !== true ? { ...sample, overflow: true } : sample,
    );
    this.#dropped += before - this.#waiting.length;
  }
}
