/** A Node-RED that has started and waits with its flows, until it is let go on. */
export class Gate {
  readonly #opened = Promise.withResolvers<void>();
  #isHeld: boolean;

  constructor(isHeld: boolean) {
    this.#isHeld = isHeld;
    if (!isHeld) this.#opened.resolve();
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Node-RED may load its flows. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  open(): void {
    this.#isHeld = false;
    this.#opened.resolve();
  }
}
