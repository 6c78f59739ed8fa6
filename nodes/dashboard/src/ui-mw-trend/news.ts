import { isUsable, packTables } from '@millwright/analytics';
import type { TagSamples } from './message-samples.ts';

/** More new samples than this (of all pens together) are not pushed: a page that asks for lines gets fewer points. */
const mostPushed = 5_000;

/** What came since the last push, by pen. */
export class TrendNews {
  readonly #pens: readonly { readonly tag: string; times: number[]; values: number[] }[];
  readonly #newest = new Map<string, number>();
  #count = 0;
  #reload = false;

  constructor(tags: readonly string[]) {
    this.#pens = tags.map((tag) => ({ tag, times: [], values: [] }));
  }

  add({ tag, samples: { times, values, quality } }: TagSamples): void {
    const pen = this.#pens.find((each) => each.tag === tag);
    if (!pen || times.length === 0) return;
    this.#count += times.length;
    const newest = this.#newest.get(tag) ?? Number.NEGATIVE_INFINITY;
    // What comes late has its place in between, which a page cannot know without the samples around it.
    if ((times[0] as number) <= newest || this.#count > mostPushed) this.#reload = true;
    let last = newest;
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row] as number;
      if (time <= last) this.#reload = true;
      last = Math.max(last, time);
      if (this.#reload) continue;
      const value = values[row] as number;
      pen.times.push(time);
      pen.values.push(isUsable(value, quality[row] as number) ? value : Number.NaN);
    }
    this.#newest.set(tag, last);
  }

  /** The lines are other ones than before, wherever. */
  addAll(): void {
    this.#reload = true;
  }

  /** What is to be pushed, and begins anew; undefined for nothing, `reload` where it is too much or out of order. */
  take(): Float64Array | 'reload' | undefined {
    if (this.#count === 0 && !this.#reload) return undefined;
    const taken = this.#reload
      ? 'reload'
      : packTables(
          this.#pens.map(({ times, values }) => [Float64Array.from(times), Float64Array.from(values)]),
        );
    for (const pen of this.#pens) {
      pen.times = [];
      pen.values = [];
    }
    this.#count = 0;
    this.#reload = false;
    return taken;
  }
}
