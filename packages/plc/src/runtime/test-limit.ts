import type { Clock } from '@millwright/tags';

const mostAMinute = 10;
const minute = 60_000;

/** @param details.retryAfter seconds */
type TooOften = (details: { readonly retryAfter: number }) => Error;

/** Tests of connections: one at a time, and so many a minute. */
export class TestLimit {
  readonly #clock: Clock;
  readonly #tooOften: TooOften;
  /** When those of the last minute began. */
  #begun: number[] = [];
  #isBusy = false;

  /** @param tooOften the error of the pack for one too many */
  constructor(clock: Clock, tooOften: TooOften) {
    this.#clock = clock;
    this.#tooOften = tooOften;
  }

  /** @throws what `tooOften` makes, or what the test throws */
  async run<Result>(test: () => Promise<Result>): Promise<Result> {
    const now = this.#clock.elapsed();
    this.#begun = this.#begun.filter((began) => now - began < minute);
    const [first = now] = this.#begun;
    if (this.#isBusy) throw this.#tooOften({ retryAfter: 1 });
    if (this.#begun.length >= mostAMinute)
      throw this.#tooOften({ retryAfter: Math.ceil((first + minute - now) / 1_000) });
    this.#begun.push(now);
    this.#isBusy = true;
    try {
      return await test();
    } finally {
      this.#isBusy = false;
    }
  }
}
