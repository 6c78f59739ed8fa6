import type { ReadRequest } from '../../plan/pack.ts';
import type { S7Span } from '../../plan/region.ts';
import type { ItemLesson, ItemLimit } from './item-limit.ts';

/**
 * Asks for what was refused as a whole in halves, until it shows how many items the PLC takes, or which one it refuses by itself:
 * then its refusals have taught nothing of their number, and those of other requests still do.
 */
export class Halving<Member extends S7Span> {
  readonly #limit: ItemLimit;
  /** What the refusals have taught that halves came of. */
  readonly #lessons = new WeakMap<ReadRequest<Member>, readonly ItemLesson[]>();

  constructor(limit: ItemLimit) {
    this.#limit = limit;
  }

  /** The same request as several, none with more items than the PLC takes. */
  cut(request: ReadRequest<Member>): readonly ReadRequest<Member>[] {
    const { most } = this.#limit;
    return request.items.length <= most ? [request] : this.#divided(request, most);
  }

  /** What is asked for instead of a request that was refused as a whole: nothing instead of one item. */
  refused(request: ReadRequest<Member>): readonly ReadRequest<Member>[] {
    const { length } = request.items;
    const lessons = this.#lessons.get(request) ?? [];
    if (length === 1) {
      // What it was asked for with was refused for its sake.
      this.#limit.unlearn(lessons);
      return [];
    }
    const lesson = this.#limit.learnTooMany(length);
    if (lesson) this.#lessons.set(request, [...lessons, lesson]);
    return this.#divided(request, Math.ceil(length / 2));
  }

  #divided(request: ReadRequest<Member>, most: number): readonly ReadRequest<Member>[] {
    const { items, parts } = request;
    const lessons = this.#lessons.get(request);
    return Array.from({ length: Math.ceil(items.length / most) }, (_, index) => {
      const [from, to] = [index * most, (index + 1) * most];
      const part = { items: items.slice(from, to), parts: parts.slice(from, to) };
      if (lessons) this.#lessons.set(part, lessons);
      return part;
    });
  }
}
