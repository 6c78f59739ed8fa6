import {
  decimate,
  isUsable,
  type Line,
  type SampleColumns,
  SampleRing,
  type SampleStore,
  type View,
} from '@millwright/analytics';
import type { TagSamples } from './message-samples.ts';

/** Where a trend has its values from: one line for each of its tags, in their order. */
export interface TrendSource {
  lines(view: View): Promise<readonly Line[]>;
  /** The time of the newest value of each tag (ms UTC); null where there is none. */
  last(): readonly (number | null)[];
}

/** The values that came in messages, in memory: as many of each tag as are to be kept. */
export class MemorySource implements TrendSource {
  readonly #rings: readonly { readonly tag: string; readonly ring: SampleRing }[];
  readonly #last = new Map<string, number>();

  constructor(tags: readonly string[], kept: number) {
    this.#rings = tags.map((tag) => ({ tag, ring: new SampleRing(kept) }));
  }

  /** Takes samples of a tag; those of others are left out. */
  take({ tag, samples: { times, values, quality } }: TagSamples): void {
    const ring = this.#rings.find((each) => each.tag === tag)?.ring;
    if (!ring) return;
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row] as number;
      const value = values[row] as number;
      const code = quality[row] as number;
      ring.push(time, value, code);
      if (isUsable(value, code) && time > (this.#last.get(tag) ?? Number.NEGATIVE_INFINITY))
        this.#last.set(tag, time);
    }
  }

  async lines(view: View): Promise<readonly Line[]> {
    return this.#rings.map(({ ring }) => decimate([ring.range(view.from, view.to)], view));
  }

  last(): readonly (number | null)[] {
    return this.#rings.map(({ tag }) => this.#last.get(tag) ?? null);
  }
}

/** The values that a store keeps. */
export class StoreSource implements TrendSource {
  readonly #store: SampleStore;
  readonly #tags: readonly string[];

  constructor(store: SampleStore, tags: readonly string[]) {
    this.#store = store;
    this.#tags = tags;
  }

  lines(view: View): Promise<readonly Line[]> {
    return this.#store.lines(this.#tags, view);
  }

  last(): readonly (number | null)[] {
    const kept = new Map(this.#store.tags().map(({ tag, last }) => [tag, last]));
    return this.#tags.map((tag) => kept.get(tag) ?? null);
  }

  /** @returns ends it */
  follow(listener: (samples: TagSamples) => void): () => void {
    return this.#store.follow((byTag: ReadonlyMap<string, SampleColumns>) => {
      for (const [tag, samples] of byTag) listener({ tag, samples });
    });
  }
}
