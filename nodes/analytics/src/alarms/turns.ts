/** What is to be done with an alarm. A newer one of its kind says more than an older one, except for commands. */
export type TurnKind = 'command' | 'kept' | 'reading' | 'set-point' | 'suppress' | 'time';

interface Turn {
  readonly kind: TurnKind;
  readonly run: () => void | Promise<void>;
}

/** So much of what is told waits at most. */
export const mostTold = 200;

const isTold = ({ kind }: Turn): boolean => kind !== 'command' && kind !== 'kept';

/**
 * Does one thing after the other, and holds them back until it is released. Of what is told the oldest is passed over where too
 * much waits, but never the newest of its kind: no alarm misses how things stand.
 */
export class Turns {
  readonly #onPassedOver: () => void;
  #waiting: Turn[] = [];
  #isHeld = true;
  #running: Promise<void> | undefined;

  constructor(onPassedOver: () => void) {
    this.#onPassedOver = onPassedOver;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  add(kind: TurnKind, run: Turn['run']): void {
    this.#waiting.push({ kind, run });
    if (this.#waiting.length > mostTold) this.#passOver();
    if (!this.#isHeld) this.#next();
  }

  release(): void {
    this.#isHeld = false;
    this.#next();
  }

  /** Nothing that waits is done any more. Resolves once nothing is under way. */
  async stop(): Promise<void> {
    this.#waiting = [];
    await this.#running;
  }

  #passOver(): void {
    if (this.#waiting.filter(isTold).length <= mostTold) return;
    const kinds = this.#waiting.map(({ kind }) => kind);
    const oldest = this.#waiting.findIndex(
      (turn, index) => isTold(turn) && kinds.lastIndexOf(turn.kind) > index,
    );
    this.#waiting.splice(oldest, 1);
    this.#onPassedOver();
  }

  #next(): void {
    while (this.#running === undefined) {
      const turn = this.#waiting.shift();
      if (!turn) return;
      const running = turn.run();
      if (!running) continue;
      this.#running = running.finally(() => {
        this.#running = undefined;
        this.#next();
      });
    }
  }
}
