import type { Clock } from '@millwright/tags';

/** Milliseconds until a server that did not say all is asked once more; twice as long each time. */
const firstWait = 60_000;
const longestWait = 3_600_000;

interface Keyed {
  delete(key: string): unknown;
}

/** What a server could not be asked about: it holds for a while, so that not each value asks anew. */
export class Doubts {
  readonly #clock: Clock;
  readonly #all = new Map<Keyed, Set<string>>();
  #wait = firstWait;
  #due = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param of what is to forget the key in time */
  add(of: Keyed, key: string): void {
    if (this.#all.size === 0) this.#due = this.#clock.elapsed() + this.#wait;
    const keys = this.#all.get(of) ?? new Set();
    this.#all.set(of, keys.add(key));
  }

  has(of: Keyed, key: string): boolean {
    return this.#all.get(of)?.has(key) ?? false;
  }

  /** Forgets what has held long enough: it is asked for again. */
  pass(): void {
    if (this.#all.size === 0 || this.#clock.elapsed() < this.#due) return;
    for (const [of, keys] of this.#all) for (const key of keys) of.delete(key);
    this.#all.clear();
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }
}
