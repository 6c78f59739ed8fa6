import { type Clock, LearnedSplits } from '@millwright/tags';
import { planDefaults } from '../../plan/limits.ts';
import type { Session } from '../session.ts';

/** Milliseconds for which a limit of items holds: the answer that taught it may have been an accident. */
const lifetime = 600_000;

/** What the answers of a PLC have taught: how many items it answers at once, and what cannot be read together. */
export class Lessons {
  readonly splits: LearnedSplits;
  readonly #clock: Clock;
  readonly #maxItems: number;
  /** How many items were answered where there were more, and until when that counts. */
  #answered: { readonly items: number; readonly until: number } | undefined;
  #session: Session | undefined;

  /** @param maxItems the most items of one request while nothing else is known */
  constructor(clock: Clock, maxItems: number = planDefaults.maxItems) {
    this.splits = new LearnedSplits(clock);
    this.#clock = clock;
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
    const known = this.#answered;
    if (known === undefined || known.until <= this.#clock.elapsed()) return this.#maxItems;
    return Math.min(this.#maxItems, known.items);
  }

  /**
   * So many items of a request with more were answered.
   * @returns whether that is no news: this PLC has answered fewer items than it was asked for before
   */
  learnItems(answered: number): boolean {
    const isKnown = this.#answered !== undefined;
    const items = Math.max(1, Math.min(this.maxItems, answered));
    this.#answered = { items, until: this.#clock.elapsed() + lifetime };
    return isKnown;
  }
}
