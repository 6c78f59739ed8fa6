/** `setTimeout` takes no more. */
const longestTimeout = 2 ** 31 - 1;

export interface RevertTimerOptions {
  readonly now: () => number;
  /** Tried again after a while when it throws: a full disk must not make an unconfirmed change last. */
  readonly revert: () => Promise<void>;
  readonly retryAfter: number;
  /** @returns what cancels it */
  readonly after: (milliseconds: number, work: () => void) => () => void;
}

/** Goes back by itself when the time of a pending change has passed. */
export class RevertTimer {
  readonly #options: RevertTimerOptions;
  #cancel: (() => void) | undefined;

  constructor(options: RevertTimerOptions) {
    this.#options = options;
  }

  /** @param at milliseconds since 1970; undefined: nothing is pending */
  set(at: number | undefined): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (at === undefined) return;
    const { now, after } = this.#options;
    const wait = Math.max(0, at - now());
    this.#cancel = after(Math.min(wait, longestTimeout), () => {
      if (wait > longestTimeout) this.set(at);
      else void this.#revert();
    });
  }

  async #revert(): Promise<void> {
    const { now, revert, retryAfter } = this.#options;
    try {
      await revert();
    } catch {
      this.set(now() + retryAfter);
    }
  }
}
