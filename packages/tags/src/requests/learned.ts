import type { Clock } from '../clock.ts';
import { Cohort, inTurn, type Refused } from './cohort.ts';
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

interface BadSpan extends Refusal, Refused {
  readonly cohort: Cohort;
  readonly pause: number;
  readonly until: number;
  /** Others like it are there again: until it is refused once more it is read along with what is good. */
  readonly onTrial?: true;
}

/** Those that were refused one after the other, without a longer pause. */
interface Generation {
  readonly cohorts: Map<string, Cohort>;
  /** `Clock.elapsed()` when the last one was refused. */
  last: number;
}

/** A span that was refused, and what is known of it. */
interface Candidate<S extends Span> extends Refused {
  readonly span: S;
  readonly bad: BadSpan;
}

export interface RetryOptions<S extends Span> {
  /** Whether one is asked for though none is due. */
  readonly atOnce: boolean;
  /** Whether so many, at least two, cost no more than one request: else one is asked for at a time. */
  readonly fits?: (spans: readonly S[]) => boolean;
}

/** Milliseconds for which a lesson holds: a PLC may get another program. */
const lifetime = 600_000;

/** Milliseconds before something refused is tried again: each refusal in a row doubles the pause, up to the longest. */
const firstPause = 1_000;
const longestPause = 10_000;

/** Milliseconds within which what is refused counts as refused together. */
const together = 1_000;

/** So many are asked for each by itself; more are read along with what is good. */
const mostAlone = 8;

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
  #generation: Generation = { cohorts: new Map(), last: Number.NEGATIVE_INFINITY };
  /** How many that were due have been asked for again. */
  #turns = 0;
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
   * Which of these, all of them refused, are asked for again. While nothing changes: as many of those that are due as cost
   * one request, so that a hundred bad tags do not cost a hundred requests per reading. What was refused together takes
   * turns with what was refused at other times or elsewhere: many that stay bad do not keep few others waiting.
   *
   * Where one is there again, those that were refused with it are asked for, due or not, more with each reading: a PLC
   * that had refused everything for a while has everything again within some readings. In the long run no more is
   * refused than one request per reading, and eight tries for each that is there again.
   */
  retries<S extends Span>(refused: readonly S[], { atOnce, fits }: RetryOptions<S>): readonly S[] {
    const candidates = refused.flatMap((span): readonly Candidate<S>[] => {
      const bad = this.#bad.get(keyOf(span));
      return bad ? [{ ...bad, span, bad }] : [];
    });
    const cohorts = Map.groupBy(candidates, ({ bad }) => bad.cohort);
    const again: S[] = [];
    for (const [cohort, members] of cohorts) {
      const isDoubtful = cohort.isDoubtful;
      const hopeful = cohort.hopeful(members);
      if (hopeful.length === 0) continue;
      cohorts.delete(cohort);
      again.push(...hopeful.map(({ span }) => span));
      if (hopeful.length > mostAlone && !isDoubtful) for (const { key } of hopeful) this.#try(key);
    }
    return [...again, ...this.#due(cohorts, atOnce && again.length === 0, fits)];
  }

  /** Those that are due, one of each cohort in turn, as many as fit into a request. */
  #due<S extends Span>(
    cohorts: ReadonlyMap<Cohort, readonly Candidate<S>[]>,
    atOnce: boolean,
    fits: RetryOptions<S>['fits'],
  ): readonly S[] {
    const now = this.#clock.elapsed();
    const queues = [...cohorts].map(([cohort, members]) => {
      const due = members.filter(({ bad }) => bad.due <= now);
      return { cohort, due: due.toSorted(inTurn).values() };
    });
    const chosen: S[] = [];
    for (let left = queues.toSorted((a, b) => a.cohort.turn - b.cohort.turn); left.length > 0; ) {
      const next: typeof left = [];
      for (const queue of left) {
        const { value } = queue.due.next();
        if (!value) continue;
        if (chosen.length > 0 && !fits?.([...chosen, value.span])) return chosen;
        this.#turns += 1;
        queue.cohort.turn = this.#turns;
        chosen.push(value.span);
        next.push(queue);
      }
      left = next;
    }
    if (chosen.length > 0 || !atOnce) return chosen;
    const [first] = [...cohorts.values()].flat().toSorted((a, b) => a.bad.due - b.bad.due);
    return first ? [first.span] : [];
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
    if (known?.onTrial) this.#version += 1;
    const pause = known ? Math.min(known.pause * 2, longestPause) : firstPause;
    const now = this.#clock.elapsed();
    const cohort = known?.cohort ?? this.#cohortOf(span.area, now);
    const { place, refusals } = known ?? { place: cohort.join(), refusals: 0 };
    if (known) cohort.noteRefusal(known);
    // Deleted first, so that the map stays in the order of time.
    this.#bad.delete(key);
    this.#bad.set(key, {
      key,
      start: span.start,
      cohort,
      place,
      refusals: refusals + 1,
      error,
      pause,
      due: now + pause,
      until: this.#until(),
    });
    if (known) return;
    this.learnHole(span.area, span.start, span.start + span.length);
    const [first] = this.#bad.keys();
    if (this.#bad.size > most && first !== undefined) this.#bad.delete(first);
  }

  /** It is there after all. */
  unlearn(span: Span): void {
    const known = this.#bad.size > 0 ? this.#bad.get(keyOf(span)) : undefined;
    if (!known) return;
    this.#bad.delete(known.key);
    known.cohort.noteReturn(known);
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
    this.#generation = { cohorts: new Map(), last: Number.NEGATIVE_INFINITY };
    this.#oldest = Number.POSITIVE_INFINITY;
    this.#version += 1;
  }

  /** Where what is refused now for the first time belongs. */
  #cohortOf(area: string, now: number): Cohort {
    if (now - this.#generation.last > together) this.#generation = { cohorts: new Map(), last: now };
    this.#generation.last = now;
    const { cohorts } = this.#generation;
    const cohort = cohorts.get(area) ?? new Cohort();
    cohorts.set(area, cohort);
    return cohort;
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
