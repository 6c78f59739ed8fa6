import { type Clock, LearnedSplits } from '@millwright/tags';
import { planDefaults } from '../../plan/limits.ts';
import type { Session } from '../session.ts';

/** Milliseconds for which a limit of items holds: the answer that taught it may have been an accident. */
const lifetime = 600_000;

interface ItemLimit {
  readonly items: number;
  /** Until when it counts: `Clock.elapsed()`. */
  readonly until: number;
}

/** What the answers of a PLC have taught: how many items it answers at once, and what cannot be read together. */
export class Lessons {
  readonly splits: LearnedSplits;
  readonly #clock: Clock;
  readonly #maxItems: number;
  /** How many items were answered where there were more, and until when that counts. */
  #answered: ItemLimit | undefined;
  /** The same of a PLC that refuses a request with more. */
  #refused: ItemLimit | undefined;
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
    const now = this.#clock.elapsed();
    let most = this.#maxItems;
    for (const known of [this.#answered, this.#refused])
      if (known !== undefined && known.until > now) most = Math.min(most, known.items);
    return most;
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

  /** A request of so many items was refused, as may come of their number: half of it is the most from now on. */
  learnTooMany(asked: number): void {
    const items = Math.max(1, Math.min(this.maxItems, Math.ceil(asked / 2)));
    this.#refused = { items, until: this.#clock.elapsed() + lifetime };
  }

  /** One item alone was refused in the same way: it is not the number. */
  unlearnTooMany(): void {
    this.#refused = undefined;
  }
}
