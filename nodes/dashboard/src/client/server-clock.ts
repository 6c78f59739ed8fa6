/**
 * The server's clock as a page knows it. What a slow line holds up says a time that has passed when it arrives, so the
 * clock goes by what came quickest, and how long ago the server said it counts the way as well as the silence since.
 */
export class ServerClock {
  /** The server's clock minus this browser's, by what came quickest (ms). */
  #ahead: number | undefined;
  #said = Number.NEGATIVE_INFINITY;

  /**
   * Takes what the server said of its clock.
   * @param said by the server's clock (ms UTC)
   * @param now by this browser's clock, when it came (ms UTC)
   * @param asked when this browser asked for it, where it did: a clock that was set meanwhile is known by that
   */
  hear(said: number, now: number, asked = Number.NEGATIVE_INFINITY): void {
    const [least, most] = [said - now, said - asked];
    if (this.#ahead === undefined || this.#ahead < least || this.#ahead > most) this.#ahead = least;
    this.#said = said;
  }

  /** How far the server's clock is ahead of this browser's (ms); 0 while nothing was heard. */
  get ahead(): number {
    return this.#ahead ?? 0;
  }

  /** When the server said what was heard last, by its own clock (ms UTC); -Infinity if never. */
  get said(): number {
    return this.#said;
  }

  /**
   * The time by the server's clock (ms UTC).
   * @param now by this browser's
   */
  at(now: number): number {
    return now + this.ahead;
  }

  /**
   * How long ago the server said what was heard last (ms); Infinity if never.
   * @param now by this browser's clock (ms UTC)
   */
  lag(now: number): number {
    return this.at(now) - this.#said;
  }
}
