import type { KeptTag } from '@millwright/analytics';
import type { NewSample } from './batch.ts';
import { newestOf } from './newest.ts';

/** Changed in place: samples come by the ten thousand. */
interface Known {
  first: number;
  last: number;
  /** The time of the one that came last. */
  came: number;
  unit: string | undefined;
  /** The batch in which its newest sample went to the thread. */
  batch: number;
}

/** The tags of a store as its users see them: what the thread said, and what has come since. */
export class KeptTags {
  readonly #limit: number;
  #tags = new Map<string, Known>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  note({ tag, time, unit }: NewSample, batch: number): void {
    let known = this.#tags.get(tag);
    if (!known) {
      if (this.#tags.size >= this.#limit) return;
      known = { first: time, last: time, came: time, unit, batch };
      this.#tags.set(tag, known);
    }
    if (time < known.first) known.first = time;
    if (time > known.last) known.last = time;
    known.came = time;
    if (unit !== undefined) known.unit = unit;
    known.batch = batch;
  }

  /** What the thread knew when it had taken the batch. */
  replace(tags: readonly KeptTag[], batch: number): void {
    const later = [...this.#tags].filter(([, known]) => known.batch > batch);
    this.#tags = new Map(
      tags.map(({ tag, first, last, unit }) => [tag, { first, last, came: last, unit, batch }]),
    );
    for (const [tag, known] of later) {
      const { first = known.first, last = known.last } = this.#tags.get(tag) ?? {};
      this.#tags.set(tag, {
        ...known,
        first: Math.min(first, known.first),
        last: Math.max(last, known.last),
      });
    }
  }

  remove(tag: string): void {
    this.#tags.delete(tag);
  }

  /** @param now ms UTC */
  all(now: number): readonly KeptTag[] {
    return [...this.#tags].map(([tag, { first, last, came, unit }]) => ({
      tag,
      first,
      last: newestOf(last, came, now),
      ...(unit !== undefined && { unit }),
    }));
  }
}
