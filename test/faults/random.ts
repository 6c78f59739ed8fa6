/** A repeatable source of numbers in [0, 1): `SEED=` gives the same ones again (mulberry32). */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32))) {
    this.seed = seed;
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
