/** Milliseconds between two looks. */
const pace = 10;
/** Milliseconds by which a timer may be late in a process that nobody kept from running. */
const usual = 10;

/**
 * Time as it passes for this process, for tests of what must be done soon: without the time in which it had something to do and the
 * machine did not let it, because it was stopped or others had the processor. What it works itself counts, however long nothing else
 * gets its turn.
 */
export class OwnTime implements Disposable {
  readonly #began = performance.now();
  #lookedAt = this.#began;
  #workedBefore = worked();
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;

  static begin(): OwnTime {
    const time = new OwnTime();
    time.#wait();
    return time;
  }

  /** Milliseconds since it began. */
  get passed(): number {
    this.#look();
    return this.#lookedAt - this.#began - this.#lost;
  }

  /** Counts no more. @returns milliseconds since it began. For tests that run on Node.js 22, too, which has no `using`. */
  end(): number {
    const { passed } = this;
    this[Symbol.dispose]();
    return passed;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#look();
      this.#wait();
    }, pace).unref();
  }

  #look(): void {
    const [now, workedNow] = [performance.now(), worked()];
    const late = now - this.#lookedAt - pace - (workedNow - this.#workedBefore);
    if (late > usual) this.#lost += late;
    [this.#lookedAt, this.#workedBefore] = [now, workedNow];
  }
}

/** Milliseconds that this process has worked. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
