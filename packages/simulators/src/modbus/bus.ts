import type { Clock } from '@millwright/tags';

export interface BusOptions {
  /** Milliseconds that one request and its answer take on the line. */
  readonly delay: number;
  /** Milliseconds that it takes with some units, where it is another time. */
  readonly delays?: Readonly<Record<number, number>>;
  /** Milliseconds that the gateway waits for a unit that says nothing; the line is taken meanwhile. */
  readonly patience: number;
  /** So many requests may wait; one more is answered with exception 6. */
  readonly queue: number;
}

/** What became of a request on the line. */
export type Carried<T> = { readonly answer: T } | 'silent' | 'busy';

/** The slow line behind a gateway: one request at a time, in the order in which they came. */
export class Bus {
  readonly #options: BusOptions;
  readonly #clock: Clock;
  #free: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(options: BusOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** @param ask what the unit answers when its turn has come; undefined: it says nothing */
  async carry<T>(unit: number, ask: () => T | undefined): Promise<Carried<T>> {
    const { delay, delays, patience, queue } = this.#options;
    if (this.#waiting >= queue) return 'busy';
    this.#waiting += 1;
    const turn = this.#free;
    const { promise: over, resolve: free } = Promise.withResolvers<void>();
    this.#free = over;
    await turn;
    this.#waiting -= 1;
    const answer = ask();
    await new Promise<void>((resolve) => {
      this.#clock.after(answer === undefined ? patience : (delays?.[unit] ?? delay), resolve);
    });
    free();
    return answer === undefined ? 'silent' : { answer };
  }
}
