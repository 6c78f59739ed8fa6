/** What can be off and on again. */
export interface Switched {
  listen(): Promise<void>;
  refuse(): Promise<void>;
}

/** Switches something off, for good or for a time. Whoever switches last is right. */
export class Switch {
  readonly #what: Switched;
  #timer: NodeJS.Timeout | undefined;

  constructor(what: Switched) {
    this.#what = what;
  }

  on(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#what.listen();
  }

  /** @param seconds after which it is on again; absent: until it is told so. `onFailure` hears where it cannot. */
  async off(seconds: number | undefined, onFailure: (error: unknown) => void): Promise<void> {
    clearTimeout(this.#timer);
    await this.#what.refuse();
    if (seconds === undefined) return;
    this.#timer = setTimeout(() => void this.#what.listen().catch(onFailure), seconds * 1000);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
