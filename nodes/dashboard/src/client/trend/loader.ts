import { Attempts } from '../attempts.ts';

/** Has something loaded: at a pace, one load at a time, and again after growing waits where it failed. */
export class Loader {
  readonly #attempts: Attempts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #begunAt = Number.NEGATIVE_INFINITY;
  #isUnderWay = false;

  /** @param load rejects with a coded error where it may succeed another time */
  constructor(load: () => Promise<void>) {
    this.#attempts = new Attempts(async () => {
      this.#begunAt = performance.now();
      this.#isUnderWay = true;
      try {
        await load();
      } finally {
        this.#isUnderWay = false;
      }
    });
  }

  /** Whether something else is about to be shown than what is. */
  get isLoading(): boolean {
    return this.#isUnderWay || this.#timer !== undefined;
  }

  /** Loads now, or as soon as what is under way is over. */
  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#attempts.start();
  }

  /** Loads once for all calls until then, so many milliseconds after the load before at the earliest. */
  soon(every: number): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.now(), Math.max(0, this.#begunAt + every - performance.now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#attempts.stop();
  }
}
