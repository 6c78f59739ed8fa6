const firstRest = 1_000;
const longestRest = 60_000;

/**
 * Leaves an expression alone that used up its time, twice as long after each time in a row: while it runs, nothing else
 * in the process does.
 */
export class Rest {
  #late = 0;
  #until = Number.NEGATIVE_INFINITY;

  /** Milliseconds that are left at `now` (that only ever grows). */
  remaining(now: number): number {
    return Math.max(0, this.#until - now);
  }

  ended(late: boolean, now: number): void {
    this.#late = late ? this.#late + 1 : 0;
    if (late) this.#until = now + Math.min(longestRest, firstRest * 2 ** (this.#late - 1));
  }
}
