import type { Tally } from '@millwright/plc/runtime';
import type { Sample } from '@millwright/tags';

/** Which of the tags of a watch are bad: what comes tells only of some of them. */
export class BadTags {
  readonly #all: number;
  readonly #bad = new Set<string>();

  constructor(all: number) {
    this.#all = all;
  }

  take(samples: readonly Pick<Sample, 'tag' | 'quality'>[]): void {
    for (const { tag, quality } of samples) {
      if (quality === 'bad') this.#bad.add(tag);
      else if (this.#bad.size > 0) this.#bad.delete(tag);
    }
  }

  get tally(): Tally {
    return { all: this.#all, bad: this.#bad.size };
  }
}
