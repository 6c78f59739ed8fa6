import type { KeptTag } from '@millwright/analytics';
import type { NewSample } from './batch.ts';

interface Known {
  readonly first: number;
  readonly last: number;
  readonly unit?: string;
  /** The batch in which its newest sample went to the thread. */
  readonly batch: number;
}

/** The tags of a store as its users see them: what the thread said, and what has come since. */
export class KeptTags {
  readonly #limit: number;
  #tags = new Map<string, Known>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  note({ tag, time, unit }: NewSample, batch: number): void {
    const known = this.#tags.get(tag);
    if (!known && this.#tags.size >= this.#limit) return;
    const named = unit ?? known?.unit;
    this.#tags.set(tag, {
      first: Math.min(known?.first ?? time, time),
      last: Math.max(known?.last ?? time, time),
      batch,
      ...(named !== undefined && { unit: named }),
    });
  }

  /** What the thread knew when it had taken the batch. */
  replace(tags: readonly KeptTag[], batch: number): void {
    const later = [...this.#tags].filter(([, known]) => known.batch > batch);
    this.#tags = new Map(tags.map(({ tag, ...times }) => [tag, { ...times, batch }]));
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

  get all(): readonly KeptTag[] {
    return [...this.#tags].map(([tag, { first, last, unit }]) => ({
      tag,
      first,
      last,
      ...(unit !== undefined && { unit }),
    }));
  }
}
