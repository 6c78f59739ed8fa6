import { type Clock, LearnedSplits } from '@millwright/tags';
import { planDefaults } from '../../plan/limits.ts';
import type { Session } from '../session.ts';

/** What the answers of a PLC have taught: how many items it answers at once, and what cannot be read together. */
export class Lessons {
  readonly splits: LearnedSplits;
  readonly #maxItems: number;
  #answered = Number.POSITIVE_INFINITY;
  #session: Session | undefined;

  /** @param maxItems the most items of one request while nothing else is known */
  constructor(clock: Clock, maxItems: number = planDefaults.maxItems) {
    this.splits = new LearnedSplits(clock);
    this.#maxItems = maxItems;
  }

  /** What is there may be another program, or another PLC, after a new connection; how many items it answers stays. */
  follow(session: Session): void {
    if (session === this.#session) return;
    this.#session = session;
    this.splits.clear();
  }

  /** The most items of one request. */
  get maxItems(): number {
    return Math.min(this.#maxItems, this.#answered);
  }

  /** So many items of a request with more were answered. */
  learnItems(answered: number): void {
    this.#answered = Math.max(1, Math.min(this.#answered, answered));
  }
}
