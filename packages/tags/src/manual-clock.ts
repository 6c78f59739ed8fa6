import type { Clock } from './clock.ts';

interface Alarm {
  readonly due: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved: for tests, and for simulations that run faster than the world. */
export class ManualClock implements Clock {
  readonly #epoch: number;
  readonly #alarms = new Set<Alarm>();
  #elapsed = 0;

  constructor(epoch = 0) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#epoch + this.#elapsed;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const alarm = { due: this.#elapsed + milliseconds, callback };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** How many callbacks wait. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Moves on, calling back in order of time whatever falls due, also what those callbacks ask for. */
  advance(milliseconds: number): void {
    const end = this.#elapsed + milliseconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#alarms.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.due);
      next.callback();
    }
    this.#elapsed = end;
  }

  /** As {@link advance}, but lets promises settle after each callback. */
  async advanceAsync(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.advance(next.due - this.#elapsed);
      await settle();
    }
    this.#elapsed = end;
  }

  #next(end: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.due <= end && (!first || alarm.due < first.due)) first = alarm;
    }
    return first;
  }
}

/** Chains of awaits in this repository are far shorter than this. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await undefined;
}
