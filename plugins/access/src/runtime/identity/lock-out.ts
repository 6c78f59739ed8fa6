/** So many wrong tries are free: people mistype. */
const freeTries = 5;
const shortestMs = 1_000;
const longestMs = 15 * 60_000;
/** Of so many names failures are remembered; of more than that, the oldest are forgotten. */
const mostNames = 10_000;
/** After so long without a failure they are forgotten. */
const forgottenAfterMs = 24 * 60 * 60_000;

interface Failures {
  readonly count: number;
  readonly last: number;
  readonly until: number;
}

/**
 * Holds up guessing: after some failures a name is not tried for a second, then twice as long after each further one, up
 * to a quarter of an hour. Names that nobody has are counted too, so that one cannot tell them apart.
 *
 * Beside it Node-RED itself refuses the sixth log-in of a name within ten minutes, with a 500 and before it asks here:
 * nothing here can undo that, so to be unlocked here is not to be let in there.
 *
 * It is kept in memory: a restart of Node-RED forgives, and nobody from outside can cause one.
 */
export class LockOut {
  readonly #now: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Until when a name is not tried, in milliseconds since 1970; undefined if it is. */
  until(name: string): number | undefined {
    const until = this.#failures.get(name)?.until ?? 0;
    return until > this.#now() ? until : undefined;
  }

  /** @returns until when it is not tried from now on; undefined if it still is */
  failed(name: string): number | undefined {
    const now = this.#now();
    const former = this.#failures.get(name);
    const count = former && now - former.last < forgottenAfterMs ? former.count + 1 : 1;
    const over = count - freeTries;
    const until = over < 0 ? 0 : now + Math.min(longestMs, shortestMs * 2 ** Math.min(over, 20));
    // Last in the order of the map: those that failed long ago are at its front.
    this.#failures.delete(name);
    this.#failures.set(name, { count, last: now, until });
    if (this.#failures.size > mostNames) {
      const [oldest] = this.#failures.keys();
      if (oldest !== undefined) this.#failures.delete(oldest);
    }
    return over < 0 ? undefined : until;
  }

  forget(name: string): void {
    this.#failures.delete(name);
  }
}
