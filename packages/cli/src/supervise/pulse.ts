/** Milliseconds of silence after which an event loop counts as blocked. */
export interface Patience {
  /** Once it runs. */
  readonly running: number;
  /** From the start on: on a small device, loading what Node-RED needs blocks it for a while. */
  readonly starting: number;
}

/** How often the silence is looked at, in milliseconds. */
export const lookEvery = 1000;

/** Between two looks there may be as much more time before it counts as ours: we were held up, and so was everybody. */
const forgiven = 1000;

/**
 * Tells a blocked event loop from its silence. A machine that slept, or had no time for us either, proves nothing: what
 * we missed ourselves is not counted. Times are those of a clock that never jumps, in milliseconds.
 */
export class Pulse {
  readonly #patience: Patience;
  readonly #started: number;
  #looked: number;
  #last: number | undefined;
  #missed = 0;

  constructor(patience: Patience, now: number) {
    this.#patience = patience;
    this.#started = now;
    this.#looked = now;
  }

  /** Whether it was ever heard. What never was is watched for its end alone: it may be no Node.js. */
  get wasHeard(): boolean {
    return this.#last !== undefined;
  }

  hear(now: number): void {
    this.#last = now;
    this.#missed = 0;
  }

  /** To be asked every {@link lookEvery}: for how long nothing was heard, if that is too long. */
  silence(now: number): number | undefined {
    const late = now - this.#looked - lookEvery;
    if (late > forgiven) this.#missed += late;
    this.#looked = now;
    if (this.#last === undefined) return undefined;
    const silent = now - this.#last - this.#missed;
    const isStarting = now - this.#started - this.#missed < this.#patience.starting;
    return silent >= this.#patience.running && !isStarting ? silent : undefined;
  }
}
