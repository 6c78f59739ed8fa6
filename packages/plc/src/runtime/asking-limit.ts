import type { Clock } from '@millwright/tags';

const minute = 60_000;

export interface AskingLimitOptions {
  readonly clock: Clock;
  readonly mostAtOnce: number;
  readonly mostAMinute: number;
  /** The error of the pack for one too many. @param details.retryAfter seconds */
  readonly tooOften: (details: { readonly retryAfter: number }) => Error;
}

/** What dialogs ask PLCs: so many at once, and so many a minute. */
export class AskingLimit {
  readonly #options: AskingLimitOptions;
  /** When those of the last minute began. */
  #begun: number[] = [];
  #busy = 0;

  constructor(options: AskingLimitOptions) {
    this.#options = options;
  }

  /** @throws what `tooOften` makes, or what the task throws */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    const { clock, mostAtOnce, mostAMinute, tooOften } = this.#options;
    const now = clock.elapsed();
    this.#begun = this.#begun.filter((began) => now - began < minute);
    const [first = now] = this.#begun;
    if (this.#begun.length >= mostAMinute)
      throw tooOften({ retryAfter: Math.ceil((first + minute - now) / 1_000) });
    if (this.#busy >= mostAtOnce) throw tooOften({ retryAfter: 1 });
    this.#begun.push(now);
    this.#busy += 1;
    try {
      return await task();
    } finally {
      this.#busy -= 1;
    }
  }
}
