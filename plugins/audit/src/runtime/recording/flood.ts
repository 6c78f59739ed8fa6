/** How many a stranger may cause at once, and how many a second from then on, before they are counted only. */
export const burst = 500;
export const perSecond = 2;

/** As many addresses are counted apart; what comes from others is counted together. */
export const mostAddresses = 100;

/** What was counted instead of being recorded. */
export interface Counted {
  /** Where it came from; absent for all addresses beyond the first {@link mostAddresses}, or where there is none. */
  readonly address?: string;
  readonly count: number;
  /** Milliseconds since 1970, of the first and the last one. */
  readonly since: number;
  readonly until: number;
}

/**
 * Keeps those who are not even logged in from filling the disk: what comes too fast is counted by address, to be told
 * from time to time.
 */
export class Flood {
  readonly #now: () => number;
  #left = burst;
  #last: number;
  #counted = new Map<string, { count: number; since: number; until: number }>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.#last = now();
  }

  /** Whether one more may be recorded. */
  admits(address = ''): boolean {
    const now = this.#now();
    // A clock that was set back gives nothing.
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#last) / 1000) * perSecond);
    this.#last = now;
    if (this.#left >= 1) {
      this.#left -= 1;
      return true;
    }
    this.#count(address, now);
    return false;
  }

  #count(address: string, now: number): void {
    const isKnown = this.#counted.has(address) || this.#counted.size < mostAddresses;
    const key = isKnown ? address : '';
    const counted = this.#counted.get(key) ?? { count: 0, since: now, until: now };
    counted.count += 1;
    counted.until = now;
    this.#counted.set(key, counted);
  }

  /** What has been counted since it was last taken, by address. */
  take(): readonly Counted[] {
    const counted = this.#counted;
    this.#counted = new Map();
    return [...counted].map(([address, each]) => ({ ...each, ...(address === '' ? {} : { address }) }));
  }
}
