import type { Clock } from '@millwright/tags';

/** Milliseconds after which more may be tried again: the answer that taught a limit may have been an accident. */
const lifetime = 600_000;

interface Lesson {
  readonly items: number;
  /** `Clock.elapsed()` when it was learned. */
  readonly at: number;
}

export interface ItemLimitOptions {
  readonly clock: Clock;
  /** The most items of one request while nothing else is known. */
  readonly maxItems: number;
  /**
   * How often a refusal of no more items than were taken before may be an accident: whenever as many were taken since, or once in
   * a session, where each costs values.
   */
  readonly forgives: 'until-taken' | 'once';
}

/** How many items a PLC takes in one request of a kind, as its answers teach it. */
export class ItemLimit {
  readonly #options: ItemLimitOptions;
  /** How many were answered of a request with more. */
  #answered: Lesson | undefined;
  /** How many are asked for since a request with more was refused. */
  #refused: Lesson | undefined;
  #held: Lesson | undefined;
  /** The most that were answered whole in this session. */
  #taken = 0;
  #isForgiven = false;

  constructor(options: ItemLimitOptions) {
    this.#options = options;
  }

  /** The most items of a request that may try more than it knows: what was learned counts for ten minutes. */
  get most(): number {
    let { maxItems: most } = this.#options;
    for (const known of [this.#answered, this.#refused])
      if (known && !this.#isOld(known)) most = Math.min(most, known.items);
    return most;
  }

  /** The most items of a request that must not try: what was learned counts until more was taken, or a new session finds it old. */
  get held(): number {
    return Math.min(this.#options.maxItems, this.#held?.items ?? Number.POSITIVE_INFINITY);
  }

  /** The session is another one: the PLC may be another one too. What it takes stays for its time. */
  renew(): void {
    this.#taken = 0;
    this.#isForgiven = false;
    if (this.#held && this.#isOld(this.#held)) this.#held = undefined;
  }

  /** All of so many items were answered. */
  noteTaken(items: number): void {
    if (items >= this.#taken && this.#options.forgives === 'until-taken') this.#isForgiven = false;
    this.#taken = Math.max(this.#taken, items);
    if (this.#refused && items > this.#refused.items) this.#refused = undefined;
    this.#raise(items);
  }

  /**
   * So many items of a request with more were answered.
   * @returns whether that is no news: this PLC has answered fewer items than it was asked for before
   */
  learnItems(answered: number): boolean {
    const isKnown = this.#answered !== undefined;
    this.#answered = this.#learned(Math.min(this.most, answered));
    return isKnown;
  }

  /**
   * A request of so many items was refused, as may come of their number: half of them is the most from now on, but not less
   * than was taken already. One refusal of no more than that is an accident.
   */
  learnTooMany(asked: number): void {
    if (asked <= this.#taken) {
      if (!this.#isForgiven) {
        this.#isForgiven = true;
        return;
      }
      this.#taken = 0;
    }
    const half = Math.min(this.most, Math.ceil(asked / 2));
    this.#refused = this.#learned(Math.max(this.#taken, half));
  }

  /** Of what was refused one item alone is to blame: it was not the number. */
  unlearnTooMany(): void {
    this.#refused = undefined;
    this.#isForgiven = false;
    this.#raise(this.#taken);
  }

  #learned(items: number): Lesson {
    const lesson = { items: Math.max(1, items), at: this.#options.clock.elapsed() };
    this.#held = { ...lesson, items: Math.min(this.held, lesson.items) };
    return lesson;
  }

  #raise(items: number): void {
    if (this.#held && items > this.#held.items) this.#held = { ...this.#held, items };
  }

  #isOld({ at }: Lesson): boolean {
    return this.#options.clock.elapsed() - at >= lifetime;
  }
}
