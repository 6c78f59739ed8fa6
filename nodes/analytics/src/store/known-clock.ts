import { type ClockState, lookAtClock } from '@millwright/store';

/** What a store makes of the clock: retention goes by it, and it may be wrong. Times are in ms UTC. */
export class KnownClock {
  #state: ClockState | undefined;

  /**
   * A clock that is wrong at a start must not make all that was kept look old.
   *
   * @param seen when something was last written; undefined for never
   */
  begin(seen: number | undefined): void {
    this.#state = seen === undefined ? undefined : { seen };
  }

  /** @returns the time, if it is to be believed */
  look(now: number): number | undefined {
    this.#state = lookAtClock(this.#state, now);
    return this.#state.doubt ? undefined : now;
  }

  /** The time at which something counts as written. In doubt it is the later one, so that nothing goes too early. */
  stamp(now: number): number {
    this.look(now);
    return Math.max(now, this.#state?.doubt?.before ?? now);
  }
}
