import type { ReadRequest } from '../../plan/pack.ts';
import type { S7Span } from '../../plan/region.ts';
import type { ItemLimit } from './item-limit.ts';

/**
 * Asks for what was refused as a whole in halves, until it shows how many items the PLC takes, or which one it refuses by itself.
 * What such a refusal teaches depends on where its request came from.
 */
export class Halving<Member extends S7Span> {
  readonly #limit: ItemLimit;
  readonly #halves = new WeakSet<ReadRequest<Member>>();
  readonly #suspects = new WeakSet<ReadRequest<Member>>();

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
    if (length === 1) {
      if (this.#halves.has(request)) this.#limit.unlearnTooMany();
      return [];
    }
    const halves = this.#divided(request, Math.ceil(length / 2));
    if (this.#suspects.has(request)) return halves;
    this.#limit.learnTooMany(length);
    for (const half of halves) this.#halves.add(half);
    return halves;
  }

  /** What is in these was refused by itself before: that they are refused says nothing of their number. */
  suspect(requests: readonly ReadRequest<Member>[]): readonly ReadRequest<Member>[] {
    for (const request of requests) this.#suspects.add(request);
    return requests;
  }

  #divided(request: ReadRequest<Member>, most: number): readonly ReadRequest<Member>[] {
    const { items, parts } = request;
    const several = Array.from({ length: Math.ceil(items.length / most) }, (_, index) => {
      const [from, to] = [index * most, (index + 1) * most];
      return { items: items.slice(from, to), parts: parts.slice(from, to) };
    });
    for (const origins of [this.#halves, this.#suspects])
      if (origins.has(request)) for (const each of several) origins.add(each);
    return several;
  }
}
