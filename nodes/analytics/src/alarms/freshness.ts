import type { Clock } from '@millwright/tags';

/** When a reading came, by the clock here. */
export interface Arrival {
  /** ms UTC. */
  readonly now: number;
  /** ms that only ever grow. */
  readonly elapsed: number;
}

export const arrival = (clock: Clock): Arrival => ({ now: clock.now(), elapsed: clock.elapsed() });

/** Tells which readings are older than what is known, and when nothing has come for too long. */
export class Freshness {
  readonly #clock: Clock;
  readonly #staleAfter: number;
  readonly #onStale: () => void;
  /** Of the newest reading that counted (ms UTC), but never later than it came. */
  #newest: number | undefined;
  /** When it came, as ms that only ever grow. */
  #heard = 0;
  #cancel: (() => void) | undefined;

  /**
   * @param staleAfter ms without a reading; 0 for never
   * @param onStale so long nothing has come
   */
  constructor(clock: Clock, staleAfter: number, onStale: () => void) {
    this.#clock = clock;
    this.#staleAfter = staleAfter;
    this.#onStale = onStale;
  }

  /**
   * Takes a reading, unless it is older than the newest one. Where that one is later than now, the clock here was set back,
   * and says nothing about which is older.
   * @param ts of the reading (ms UTC)
   */
  takes(ts: number, { now, elapsed }: Arrival): boolean {
    const newest = this.#newest;
    if (newest !== undefined && ts < newest && newest <= now) return false;
    this.#newest = Math.min(ts, now);
    this.#heard = elapsed;
    if (this.#staleAfter > 0) this.#cancel ??= this.#wait();
    return true;
  }

  /** Whether nothing has come for too long. */
  get isStale(): boolean {
    return this.#staleAfter > 0 && this.#left() <= 0;
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #left(): number {
    return this.#heard + this.#staleAfter - this.#clock.elapsed();
  }

  /** Readings come more often than it ends: it is set anew only then. */
  #wait(): () => void {
    return this.#clock.after(Math.max(1, this.#left()), () => {
      this.#cancel = this.isStale ? undefined : this.#wait();
      if (this.isStale) this.#onStale();
    });
  }
}
