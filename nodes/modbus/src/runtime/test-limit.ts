import type { Clock } from '@millwright/tags';
import { modbusNodeErrors } from '../common/errors.ts';

const mostAMinute = 10;
const minute = 60_000;

/** Tests of connections: one at a time, and so many a minute. */
export class TestLimit {
  readonly #clock: Clock;
  /** When those of the last minute began. */
  #begun: number[] = [];
  #isBusy = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws `modbus-nodes.test-too-often`, or what the test throws */
  async run<Result>(test: () => Promise<Result>): Promise<Result> {
    const now = this.#clock.elapsed();
    this.#begun = this.#begun.filter((began) => now - began < minute);
    const [first = now] = this.#begun;
    if (this.#isBusy) throw modbusNodeErrors.testTooOften({ retryAfter: 1 });
    if (this.#begun.length >= mostAMinute)
      throw modbusNodeErrors.testTooOften({ retryAfter: Math.ceil((first + minute - now) / 1_000) });
    this.#begun.push(now);
    this.#isBusy = true;
    try {
      return await test();
    } finally {
      this.#isBusy = false;
    }
  }
}
