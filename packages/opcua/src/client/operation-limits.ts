import type { OperationLimits } from './caller.ts';

/**
 * What a server has shown that it takes of each service at once, where that is less than it says of itself. It is forgotten
 * with the session: the next one may be with another server.
 */
export class LearnedLimits {
  readonly #learned = new Map<keyof OperationLimits, number>();

  of(limits: OperationLimits, key: keyof OperationLimits): number {
    return Math.max(1, Math.min(limits[key], this.#learned.get(key) ?? Number.POSITIVE_INFINITY));
  }

  learn(key: keyof OperationLimits, limit: number): void {
    this.#learned.set(key, Math.min(limit, this.#learned.get(key) ?? limit));
  }

  /** A single operation was refused for its size: it is that one, and not their number. */
  unlearn(key: keyof OperationLimits, before: number | undefined): void {
    if (before === undefined) this.#learned.delete(key);
    else this.#learned.set(key, before);
  }

  known(key: keyof OperationLimits): number | undefined {
    return this.#learned.get(key);
  }
}
