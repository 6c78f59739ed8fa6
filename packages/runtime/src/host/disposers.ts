import type { Dispose } from '../host.ts';

/** What has to be undone at the end, last registered first. */
export class Disposers {
  readonly #list: (() => void | Promise<void>)[] = [];
  readonly #fault: (error: unknown) => void;
  #disposed = false;

  /** @param fault told what a disposer threw; the others still get their turn */
  constructor(fault: (error: unknown) => void) {
    this.#fault = fault;
  }

  /** Returns what undoes it earlier. */
  add(dispose: () => void | Promise<void>): Dispose {
    // What is slow to start may register after the end: nobody would come to undo it.
    if (this.#disposed) {
      void this.#call(dispose);
      return () => {};
    }
    this.#list.push(dispose);
    return () => {
      const index = this.#list.indexOf(dispose);
      if (index < 0) return;
      this.#list.splice(index, 1);
      void this.#call(dispose);
    };
  }

  /** Starts all of them before it returns; resolves when the slow ones have ended. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await Promise.all(
      this.#list
        .splice(0)
        .reverse()
        .map((dispose) => this.#call(dispose)),
    );
  }

  async #call(dispose: () => void | Promise<void>): Promise<void> {
    try {
      await dispose();
    } catch (error) {
      this.#fault(error);
    }
  }
}
