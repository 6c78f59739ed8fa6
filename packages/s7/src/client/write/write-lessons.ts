import type { ItemLesson, ItemLimit } from '../read/item-limit.ts';

/** What was learned from a refusal, and the tags of the request that was refused. */
interface Refusal {
  readonly lesson: ItemLesson;
  readonly tags: ReadonlySet<object>;
}

/**
 * What the answers to writes have taught. A PLC that refuses several items as a whole may find that they are too many, or it may not
 * take one of them: nothing is written twice to find out which. So the next writes have fewer, until a tag is refused by itself. Then
 * its refusals have taught nothing of the number, and it goes alone from then on, so that it spoils no other.
 */
export class WriteLessons {
  readonly #limit: ItemLimit;
  /** The latest of each number of items that was refused. */
  readonly #refusals = new Map<number, Refusal>();
  /** Tags that were refused by themselves. */
  readonly #refused = new Set<object>();

  constructor(limit: ItemLimit) {
    this.#limit = limit;
  }

  /** The most items of one write. */
  get most(): number {
    return this.#limit.held;
  }

  /** Whether nothing else is to be written with this tag. */
  isAlone(tag: object): boolean {
    return this.#refused.has(tag);
  }

  /** The session is another one, and what is there may be another PLC. */
  renew(): void {
    this.#limit.renew();
    this.#refused.clear();
  }

  /** Each item of a request had its answer. @param tags of its items, one for each */
  noteTaken(tags: readonly object[]): void {
    this.#limit.noteTaken(tags.length);
    for (const tag of tags) this.#refused.delete(tag);
  }

  /** Fewer items were answered than were written. */
  learnFewer(asked: number, answered: number): void {
    this.#limit.learnFewer(asked, answered);
  }

  /** A request was refused as a whole, as may come of the number of its items. @param tags of its items, one for each */
  learnRefused(tags: readonly object[]): void {
    const [first, ...others] = tags;
    if (first === undefined) return;
    if (others.length === 0) this.#blame(first);
    else {
      const lesson = this.#limit.learnTooMany(tags.length);
      if (lesson) this.#refusals.set(tags.length, { lesson, tags: new Set(tags) });
    }
  }

  #blame(tag: object): void {
    this.#refused.add(tag);
    for (const [asked, { lesson, tags }] of this.#refusals) {
      if (!tags.has(tag)) continue;
      this.#limit.unlearn([lesson]);
      this.#refusals.delete(asked);
    }
  }
}
