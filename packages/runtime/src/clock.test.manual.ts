import type { Clock } from './clock.ts';

/** A clock that stands still until it is told to advance. For tests. */
export class ManualClock implements Clock {
  #elapsed = 0;
  /** What the machine's clock shows when nothing has elapsed; somebody may set it. */
  #start = 1_000_000;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#start + this.#elapsed;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  /** Sets the machine's clock, as a time server does: no time goes by. */
  step(milliseconds: number): void {
    this.#start += milliseconds;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#elapsed + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Moves time on and runs what has become due, in the order of its time. */
  advance(milliseconds: number): void {
    this.#elapsed += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#elapsed).sort((a, b) => a.at - b.at);
    this.#timers = this.#timers.filter(({ at }) => at > this.#elapsed);
    for (const { run } of due) run();
  }
}
