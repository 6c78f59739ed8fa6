/** Chance that can be repeated: the same seed gives the same numbers in [0, 1). The generator is mulberry32. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A number between the two, all equally likely. */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Whether something that happens once in `period` on average happens within `step`. */
  within(step: number, period: number): boolean {
    return this.next() < step / period;
  }
}
