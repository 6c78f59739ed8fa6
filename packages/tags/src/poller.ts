import type { Clock } from './clock.ts';

/** How a poller keeps up. */
export interface Pace {
  /** True while runs take longer than the interval, until several in a row were in time again. */
  readonly slow: boolean;
  /** Milliseconds between the starts of the two latest runs. */
  readonly interval: number;
  /** Runs left out so far because the one before had not ended. */
  readonly skipped: number;
}

export interface PollerOptions {
  /** Milliseconds from start to start. */
  readonly interval: number;
  readonly clock: Clock;
  /** One cycle. It settles its own failures; one that throws all the same goes to `onFault` and the next one runs. */
  readonly run: () => Promise<void>;
  /** Takes what `run` and `onPace` threw. It never throws. */
  readonly onFault: (error: unknown) => void;
  /** Called when `slow` changes. */
  readonly onPace?: (pace: Pace) => void;
}

/** So many runs in time end the word "slow": one lucky cycle is no recovery. */
const runsToRecover = 3;

/**
 * Runs at a fixed rate without drift: starts fall on multiples of the interval since the first one, however long a run
 * takes. It never overlaps itself: the starts that a long run covers are left out and counted, so a slow PLC gets
 * fewer requests and no queue of them.
 */
export class Poller {
  readonly #options: PollerOptions;
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #stopped = true;
  /** Counts the starts: a run that began before a stop goes on with nothing. */
  #round = 0;
  #first = 0;
  #slot = 0;
  #lastStart: number | undefined;
  #inTime = 0;
  #pace: Pace;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#pace = { slow: false, interval: options.interval, skipped: 0 };
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** The first run starts in this call; only where one from before a stop is still under way, right after that. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#round += 1;
    const round = this.#round;
    if (!this.#isRunning) this.#begin();
    else
      void this.#running.then(() => {
        if (this.#isCurrent(round)) this.#begin();
      });
  }

  #isCurrent(round: number): boolean {
    return !this.#stopped && round === this.#round;
  }

  #begin(): void {
    this.#first = this.#options.clock.elapsed();
    this.#slot = 0;
    this.#lastStart = undefined;
    this.#tick();
  }

  /** Resolves when no run is under way and none will come. Calling twice is safe. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#running;
  }

  #tick(): void {
    const { clock, interval } = this.#options;
    const start = clock.elapsed();
    const sinceLast = this.#lastStart === undefined ? interval : start - this.#lastStart;
    this.#lastStart = start;
    this.#pace = { ...this.#pace, interval: sinceLast };
    this.#running = this.#cycle();
  }

  async #cycle(): Promise<void> {
    const { clock, interval, run, onFault } = this.#options;
    const round = this.#round;
    this.#isRunning = true;
    try {
      await run();
    } catch (error) {
      onFault(error);
    } finally {
      this.#isRunning = false;
    }
    if (!this.#isCurrent(round)) return;
    const now = clock.elapsed();
    const next = Math.max(this.#slot + 1, Math.ceil((now - this.#first) / interval));
    const skipped = next - this.#slot - 1;
    this.#slot = next;
    // Arranged before anybody hears of the pace: whatever they make of it, the next run comes, or is cancelled by a stop.
    this.#cancel = clock.after(Math.max(0, this.#first + next * interval - now), () => this.#tick());
    try {
      this.#keepPace(skipped);
    } catch (error) {
      onFault(error);
    }
  }

  #keepPace(skipped: number): void {
    this.#inTime = skipped === 0 ? this.#inTime + 1 : 0;
    const slow = skipped > 0 || (this.#pace.slow && this.#inTime < runsToRecover);
    const changed = slow !== this.#pace.slow;
    const interval = skipped > 0 ? (skipped + 1) * this.#options.interval : this.#pace.interval;
    this.#pace = { slow, interval, skipped: this.#pace.skipped + skipped };
    if (changed) this.#options.onPace?.(this.#pace);
  }
}
