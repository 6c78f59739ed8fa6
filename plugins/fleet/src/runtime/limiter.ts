/** How often something may be done: at once, and then by the second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  /** When `left` was right, in milliseconds. */
  at: number;
}

/** More names than that are in use at once only where somebody makes them up. */
const mostNames = 10_000;

/**
 * Lets each name do something so often and no oftener. It keeps those only that have done something lately.
 *
 * @param now milliseconds on a clock that never jumps
 */
export class Limiter {
  readonly #rate: Rate;
  readonly #now: () => number;
  /** The one that was used last stands last. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  /** @param cost of what is done @returns 0, or how many seconds later it may be done */
  take(name: string, cost = 1): number {
    const { burst, perSecond } = this.#rate;
    const now = this.#now();
    const { left, at } = this.#buckets.get(name) ?? { left: burst, at: now };
    const has = Math.min(burst, left + ((now - at) / 1000) * perSecond);
    const isEnough = has >= cost;
    this.#buckets.delete(name);
    this.#buckets.set(name, { left: isEnough ? has - cost : has, at: now });
    if (this.#buckets.size > mostNames) this.#forgetOldest();
    return isEnough ? 0 : (cost - has) / perSecond;
  }

  #forgetOldest(): void {
    for (const name of this.#buckets.keys()) {
      this.#buckets.delete(name);
      return;
    }
  }
}
