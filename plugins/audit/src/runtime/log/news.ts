/** Told at most once in so many milliseconds, and never too little: the last news is told, too. */
export class News {
  readonly #tell: () => void;
  readonly #interval: number;
  #timer: NodeJS.Timeout | undefined;
  #isNew = false;

  constructor(interval: number, tell: () => void) {
    this.#interval = interval;
    this.#tell = tell;
  }

  /** Something is new. */
  readonly add = (): void => {
    this.#isNew = true;
    if (!this.#timer) this.#next();
  };

  readonly #next = (): void => {
    this.#timer = undefined;
    if (!this.#isNew) return;
    this.#isNew = false;
    this.#timer = setTimeout(this.#next, this.#interval).unref();
    this.#tell();
  };

  stop(): void {
    clearTimeout(this.#timer);
    this.#isNew = false;
  }
}
