import type { Clock } from '../clock.ts';
import type { Lessons, Span } from './plan.ts';

/** Something that was refused by itself, and when it is asked for again. */
export interface Refusal {
  readonly error: unknown;
  /** `Clock.elapsed()` from which another try is due. */
  readonly due: number;
}

interface Hole {
  readonly from: number;
  readonly to: number;
  readonly until: number;
}

interface Limit {
  readonly length: number;
  readonly until: number;
}

interface BadSpan extends Refusal {
  readonly pause: number;
  readonly until: number;
  /** Others like it are there again: until it is refused once more it is read along with what is good. */
  readonly onTrial?: true;
}

/** Milliseconds for which a lesson holds: a PLC may get another program. */
const lifetime = 600_000;

/** Milliseconds before something refused is tried again: each refusal in a row doubles the pause, up to the longest. */
const firstPause = 1_000;
const longestPause = 10_000;

/** No unit may teach more than this: the oldest lessons go. */
const most = 1_000;

/**
 * What refused requests have taught about one unit. It is forgotten after ten minutes, and with the connection:
 * whoever owns it makes a new one or clears it then.
 */
export class LearnedSplits implements Lessons {
  readonly #clock: Clock;
  readonly #limits = new Map<string, Limit>();
  readonly #holes = new Map<string, Hole[]>();
  readonly #bad = new Map<string, BadSpan>();
  /** How many of those that were refused are asked for again at a time. */
  #tries = 1;
  #version = 0;
  #oldest = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Changes whenever plans made so far may not be the best any more. */
  get version(): number {
    this.#forgetOld();
    return this.#version;
  }

  limitOf(area: string): number {
    return this.#limits.get(area)?.length ?? Number.POSITIVE_INFINITY;
  }

  bars(area: string, from: number, to: number): boolean {
    return this.#holes.get(area)?.some((hole) => hole.from < to && from < hole.to) ?? false;
  }

  isBad(span: Span): boolean {
    const known = this.#bad.size > 0 ? this.#bad.get(keyOf(span)) : undefined;
    return known !== undefined && known.onTrial !== true;
  }

  /** How a span was refused; undefined where it was not. */
  refusalOf(span: Span): Refusal | undefined {
    return this.#bad.size > 0 ? this.#bad.get(keyOf(span)) : undefined;
  }

  /**
   * Which of these, all of them refused, are asked for again: one when it is due, so that a hundred bad tags do not cost
   * a hundred requests per cycle. Each that is there again lets twice as many be asked for, due or not: a PLC that had
   * refused everything for a while has everything again.
   * @param atOnce whether one is asked for though none is due
   */
  retries<S extends Span>(refused: readonly S[], atOnce: boolean): readonly S[] {
    const dueOf = (span: S): number => this.refusalOf(span)?.due ?? 0;
    const next = refused.toSorted((a, b) => dueOf(a) - dueOf(b)).slice(0, this.#tries);
    const [first] = next;
    if (first === undefined) return [];
    if (this.#tries === 1) return atOnce || dueOf(first) <= this.#clock.elapsed() ? next : [];
    for (const span of next) this.#try(keyOf(span));
    return next;
  }

  #try(key: string): void {
    const known = this.#bad.get(key);
    if (!known || known.onTrial) return;
    this.#bad.set(key, { ...known, onTrial: true });
    this.#version += 1;
  }

  /** What lies between two members is not there: both were answered, and the two together were not. */
  learnHole(area: string, from: number, to: number): void {
    const until = this.#until();
    const holes = this.#holes.get(area) ?? [];
    const others = holes.filter((hole) => hole.from !== from || hole.to !== to);
    this.#holes.set(area, [...others, { from, to, until }].slice(-most));
    this.#version += 1;
  }

  /** So much was answered at once where `refused` was not. The largest that was ever answered counts. */
  learnLimit(area: string, answered: number, refused: number): void {
    const known = this.#limits.get(area)?.length ?? 0;
    const length = known < refused ? Math.max(known, answered) : answered;
    this.#limits.set(area, { length, until: this.#until() });
    this.#version += 1;
  }

  /** Refused although it was asked for alone. */
  learnBad(span: Span, error: unknown): void {
    const key = keyOf(span);
    const known = this.#bad.get(key);
    this.#tries = 1;
    if (known?.onTrial) this.#version += 1;
    const pause = known ? Math.min(known.pause * 2, longestPause) : firstPause;
    // Deleted first, so that the map stays in the order of time.
    this.#bad.delete(key);
    this.#bad.set(key, { error, pause, due: this.#clock.elapsed() + pause, until: this.#until() });
    if (known) return;
    this.learnHole(span.area, span.start, span.start + span.length);
    const [first] = this.#bad.keys();
    if (this.#bad.size > most && first !== undefined) this.#bad.delete(first);
  }

  /** It is there after all. */
  unlearn(span: Span): void {
    if (this.#bad.size === 0 || !this.#bad.delete(keyOf(span))) return;
    this.#tries = Math.min(this.#tries * 2, most);
    const { area, start, length } = span;
    const holes = this.#holes.get(area)?.filter(({ from, to }) => from !== start || to !== start + length);
    if (holes) this.#holes.set(area, holes);
    this.#version += 1;
  }

  clear(): void {
    if (this.#oldest === Number.POSITIVE_INFINITY) return;
    this.#limits.clear();
    this.#holes.clear();
    this.#bad.clear();
    this.#tries = 1;
    this.#oldest = Number.POSITIVE_INFINITY;
    this.#version += 1;
  }

  #until(): number {
    const until = this.#clock.elapsed() + lifetime;
    this.#oldest = Math.min(this.#oldest, until);
    return until;
  }

  #forgetOld(): void {
    const now = this.#clock.elapsed();
    if (now < this.#oldest) return;
    for (const lessons of [this.#limits, this.#bad]) {
      for (const [key, { until }] of lessons) if (until <= now) lessons.delete(key);
    }
    for (const [area, holes] of this.#holes) {
      this.#holes.set(
        area,
        // What is still refused stays barred: it is asked for again and again.
        holes.filter(
          ({ from, to, until }) =>
            until > now || this.#bad.has(keyOf({ area, start: from, length: to - from })),
        ),
      );
    }
    const left = [...this.#limits.values(), ...this.#bad.values(), ...[...this.#holes.values()].flat()];
    this.#oldest = left
      .map(({ until }) => until)
      .filter((until) => until > now)
      .reduce(smaller, Number.POSITIVE_INFINITY);
    this.#version += 1;
  }
}

const smaller = (a: number, b: number): number => Math.min(a, b);

function keyOf({ area, start, length }: Span): string {
  return `${area}:${start}+${length}`;
}
