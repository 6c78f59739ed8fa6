import type { Clock } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';

/** A person who opens folder after folder asks less; a program that asks more is to use a node. */
const mostAMinute = 300;
const mostAtOnce = 8;
const minute = 60_000;

/** Requests of dialogs to servers: a few at a time, and so many a minute. */
export class BrowseLimit {
  readonly #clock: Clock;
  /** When those of the last minute began. */
  #begun: number[] = [];
  #busy = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws `opcua-nodes.browse-too-often`, or what the task throws */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    const now = this.#clock.elapsed();
    this.#begun = this.#begun.filter((began) => now - began < minute);
    const [first = now] = this.#begun;
    if (this.#begun.length >= mostAMinute)
      throw opcuaNodeErrors.browseTooOften({ retryAfter: Math.ceil((first + minute - now) / 1_000) });
    if (this.#busy >= mostAtOnce) throw opcuaNodeErrors.browseTooOften({ retryAfter: 1 });
    this.#begun.push(now);
    this.#busy += 1;
    try {
      return await task();
    } finally {
      this.#busy -= 1;
    }
  }
}
