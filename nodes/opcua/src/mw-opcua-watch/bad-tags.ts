import type { Tally } from '@millwright/plc/runtime';
import type { Sample } from '@millwright/tags';

/** Which of the tags of a watch are bad: what comes tells only of some of them. */
export class BadTags {
  readonly #all: Set<string>;
  readonly #bad = new Set<string>();

  constructor(names: Iterable<string>) {
    this.#all = new Set(names);
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }

  /** How many there would be with these. */
  with(names: readonly string[]): number {
    return new Set([...this.#all, ...names]).size;
  }

  add(names: readonly string[]): void {
    for (const name of names) this.#all.add(name);
  }

  remove(names: readonly string[]): void {
    for (const name of names) {
      this.#all.delete(name);
      this.#bad.delete(name);
    }
  }

  take(samples: readonly Pick<Sample, 'tag' | 'quality'>[]): void {
    for (const { tag, quality } of samples) {
      if (quality === 'bad') this.#bad.add(tag);
      else if (this.#bad.size > 0) this.#bad.delete(tag);
    }
  }

  get tally(): Tally {
    return { all: this.#all.size, bad: this.#bad.size };
  }
}
