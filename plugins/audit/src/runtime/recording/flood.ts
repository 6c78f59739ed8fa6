/** How many a stranger may cause at once, and how many a second from then on, before they are counted only. */
export const burst = 500;
export const perSecond = 2;

/** What was counted instead of being recorded. */
export interface Counted {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * Keeps those who are not even logged in from filling the disk: what comes too fast is counted, and told with the next
 * one that is not.
 */
export class Flood {
  readonly #now: () => number;
  #left = burst;
  #last: number;
  #counted: { count: number; since: number } | undefined;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.#last = now();
  }

  /** Whether one more may be recorded. */
  admits(): boolean {
    const now = this.#now();
    // A clock that was set back gives nothing.
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#last) / 1000) * perSecond);
    this.#last = now;
    if (this.#left >= 1) {
      this.#left -= 1;
      return true;
    }
    this.#counted ??= { count: 0, since: now };
    this.#counted.count += 1;
    return false;
  }

  /** What has been counted since it was last taken. */
  take(): Counted | undefined {
    const counted = this.#counted;
    this.#counted = undefined;
    return counted;
  }
}
