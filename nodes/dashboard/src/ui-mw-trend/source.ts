import {
  decimate,
  heldBefore,
  isUsable,
  type Line,
  type SampleColumns,
  SampleRing,
  type SampleStore,
  type View,
} from '@millwright/analytics';
import { isNewer } from '../common/ahead.ts';
import type { Newest } from '../common/trend-wire.ts';
import type { TagSamples } from './message-samples.ts';

/** Where a trend has its values from: one line for each of its tags, in their order. */
export interface TrendSource {
  lines(view: View): Promise<readonly Line[]>;
  /**
   * The newest sample of each tag; null where there is none.
   * @param drawn what was just drawn up to now, where that says enough
   */
  newest(drawn: readonly Line[]): Promise<readonly (Newest | null)[]>;
}

/** How often a store that opens is looked at (ms). */
const openingPoll = 250;

/** The values that came in messages, in memory: as many of each tag as are to be kept. */
export class MemorySource implements TrendSource {
  readonly #rings: readonly { readonly tag: string; readonly ring: SampleRing }[];
  readonly #newest = new Map<string, Newest>();

  constructor(tags: readonly string[], kept: number) {
    this.#rings = tags.map((tag) => ({ tag, ring: new SampleRing(kept) }));
  }

  /**
   * Takes samples of a tag; those of others are left out.
   * @param now ms UTC
   */
  take({ tag, samples: { times, values, quality } }: TagSamples, now: number): void {
    const ring = this.#rings.find((each) => each.tag === tag)?.ring;
    if (!ring) return;
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row] as number;
      const value = values[row] as number;
      const code = quality[row] as number;
      ring.push(time, value, code);
      if (isNewer(time, this.#newest.get(tag)?.time ?? Number.NEGATIVE_INFINITY, now))
        this.#newest.set(tag, { time, value: isUsable(value, code) ? value : null });
    }
  }

  async lines(view: View): Promise<readonly Line[]> {
    return this.#rings.map(({ ring }) => {
      const draw = (part: View, held?: ReturnType<typeof heldBefore>): Line =>
        decimate([ring.range(part.from, part.to)], part, held);
      return draw(view, heldBefore(view, draw));
    });
  }

  async newest(): Promise<readonly (Newest | null)[]> {
    return this.#rings.map(({ tag }) => this.#newest.get(tag) ?? null);
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

  newest(drawn: readonly Line[]): Promise<readonly (Newest | null)[]> {
    const kept = new Map(this.#store.tags().map(({ tag, last }) => [tag, last]));
    return Promise.all(
      this.#tags.map(async (tag, index) => {
        // A store that is still opening draws what it keeps before it can list it.
        const time = kept.get(tag) ?? drawn[index]?.times.at(-1);
        if (time === undefined) return null;
        const value = valueAt(drawn[index], time) ?? (await this.#valueAt(tag, time)) ?? Number.NaN;
        return { time, value: Number.isNaN(value) ? null : value };
      }),
    );
  }

  /** The value that a tag has at the time of a sample; undefined where its quality is bad. */
  async #valueAt(tag: string, time: number): Promise<number | undefined> {
    const view = { from: time, to: time + 1, pixels: 1, gap: Number.POSITIVE_INFINITY };
    const [line] = await this.#store.lines([tag], view);
    return valueAt(line, time);
  }

  /**
   * Calls once the store has opened what it keeps, where it had not yet: before, it draws only what is in memory.
   * @returns gives up
   */
  onOpened(listener: () => void): () => void {
    const isOpening = (): boolean => this.#store.health().state === 'opening';
    if (!isOpening()) return () => {};
    const timer = setInterval(() => {
      if (isOpening()) return;
      clearInterval(timer);
      listener();
    }, openingPoll);
    return () => clearInterval(timer);
  }

  /** @returns ends it */
  follow(listener: (samples: TagSamples) => void): () => void {
    return this.#store.follow((byTag: ReadonlyMap<string, SampleColumns>) => {
      for (const [tag, samples] of byTag) listener({ tag, samples });
    });
  }
}

/** The value of a line at this very time, whatever stands behind it; NaN where it is interrupted then. */
function valueAt(line: Line | undefined, time: number): number | undefined {
  return line?.values[line.times.lastIndexOf(time)];
}
