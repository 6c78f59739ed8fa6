import type { Clock } from '@millwright/tags';

/** Milliseconds after which more may be tried again: the answer that taught a limit may have been an accident. */
const lifetime = 600_000;

/** What one answer has taught. */
export interface ItemLesson {
  /** So many items were asked for, and that was too many. */
  readonly asked: number;
  /** So many may be asked for instead. */
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
  /** The latest of each number that was asked for. */
  readonly #lessons = new Map<number, ItemLesson>();
  /** The most that were answered whole in this session. */
  #taken = 0;
  #isForgiven = false;
  #hasFewer = false;

  constructor(options: ItemLimitOptions) {
    this.#options = options;
  }

  /** The most items of a request that may try more than it knows: what was learned counts for ten minutes. */
  get most(): number {
    return this.#least((lesson) => !this.#isOld(lesson));
  }

  /** The most items of a request that must not try: what was learned counts until as many were taken, or a new session finds it old. */
  get held(): number {
    return this.#least(() => true);
  }

  /** The session is another one: the PLC may be another one too. What it takes stays for its time. */
  renew(): void {
    this.#taken = 0;
    this.#isForgiven = false;
    for (const lesson of this.#lessons.values()) if (this.#isOld(lesson)) this.unlearn([lesson]);
  }

  /** All of so many items were answered. */
  noteTaken(items: number): void {
    if (items >= this.#taken && this.#options.forgives === 'until-taken') this.#isForgiven = false;
    this.#taken = Math.max(this.#taken, items);
    for (const asked of this.#lessons.keys()) if (asked <= items) this.#lessons.delete(asked);
  }

  /**
   * Fewer items were answered than were asked for.
   * @returns whether that is no news
   */
  learnFewer(asked: number, answered: number): boolean {
    const isKnown = this.#hasFewer;
    this.#hasFewer = true;
    if (asked <= this.#taken) this.#taken = answered;
    this.#learn(asked, answered);
    return isKnown;
  }

  /**
   * A request of so many items was refused, as may come of their number: half of them is the most from now on, but not less
   * than was taken already. One refusal of no more than that is an accident.
   * @returns what was learned, if anything was
   */
  learnTooMany(asked: number): ItemLesson | undefined {
    if (asked <= this.#taken) {
      if (!this.#isForgiven) {
        this.#isForgiven = true;
        return undefined;
      }
      this.#taken = 0;
    }
    return this.#learn(asked, Math.ceil(asked / 2));
  }

  /** It was not the number that these came of. */
  unlearn(lessons: readonly ItemLesson[]): void {
    for (const lesson of lessons)
      if (this.#lessons.get(lesson.asked) === lesson) this.#lessons.delete(lesson.asked);
  }

  #learn(asked: number, items: number): ItemLesson {
    const lesson = { asked, items, at: this.#options.clock.elapsed() };
    this.#lessons.set(asked, lesson);
    return lesson;
  }

  #least(counts: (lesson: ItemLesson) => boolean): number {
    let { maxItems: least } = this.#options;
    for (const lesson of this.#lessons.values())
      if (counts(lesson)) least = Math.min(least, Math.max(1, this.#taken, lesson.items));
    return least;
  }

  #isOld({ at }: ItemLesson): boolean {
    return this.#options.clock.elapsed() - at >= lifetime;
  }
}
