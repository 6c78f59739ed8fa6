/**
 * One use of a thing at a time. A call into a share that hangs keeps one of the few threads that Node.js has for files,
 * and nothing can end it: whoever comes next waits here, where waiting costs nothing.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * @param work not begun any more if the signal has aborted by the time that it is its turn
   * @throws the reason of the signal, and what the work throws
   */
  take<Result>(thing: string, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    const mine = (this.#last.get(thing) ?? Promise.resolve()).then(() => {
      signal?.throwIfAborted();
      return work();
    });
    const ended = mine
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        if (this.#last.get(thing) === ended) this.#last.delete(thing);
      });
    this.#last.set(thing, ended);
    return mine;
  }
}
