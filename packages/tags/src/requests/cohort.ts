/** One of those that were refused, as its cohort sees it. */
export interface Refused {
  readonly key: string;
  readonly start: number;
  /** How often it was refused. */
  readonly refusals: number;
  /** From 0 up to 1: spreads those that were refused as often over their cohort. */
  readonly place: number;
}

interface Known {
  readonly start: number;
  readonly isBack: boolean;
}

/** How many others each that is there again lets be asked for before their time. */
export const triesPerReturn = 8;

/** The most that are asked for at a time before their time; and once others of them were refused again. */
const mostAtOnce = 128;
const mostInDoubt = 32;

/** Consecutive multiples of it, without their whole part, lie as evenly as can be, wherever one begins to count. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * What of one area was refused at about the same time. It has likely one cause, so where one of them is there again,
 * the others are asked for at once: its neighbours first, and on from there as long as they are there, too.
 *
 * It costs no more than {@link triesPerReturn} refusals for each that is there again, however many stay bad.
 */
export class Cohort {
  /** When one of them was last asked for since it was due, counted in such tries of all cohorts. */
  turn = 0;
  #size = 0;
  #credit = 0;
  #isDoubtful = false;
  /** What was asked for since one of them was there again, by its key. */
  readonly #known = new Map<string, Known>();

  /** Whether others of it were refused again since some were asked for before their time. */
  get isDoubtful(): boolean {
    return this.#isDoubtful;
  }

  /** @returns the place of one more */
  join(): number {
    this.#size += 1;
    return (this.#size * goldenRatio) % 1;
  }

  noteReturn({ key, start }: Pick<Refused, 'key' | 'start'>): void {
    this.#known.set(key, { start, isBack: true });
    this.#credit += triesPerReturn;
  }

  noteRefusal({ key, start }: Pick<Refused, 'key' | 'start'>): void {
    if (this.#known.size === 0) return;
    this.#known.set(key, { start, isBack: false });
    this.#isDoubtful = true;
  }

  /** Which of these are asked for before their time; none unless one of the cohort is there again. */
  hopeful<R extends Refused>(refused: readonly R[]): readonly R[] {
    const most = Math.min(this.#credit, this.#isDoubtful ? mostInDoubt : mostAtOnce);
    const untried = most > 0 ? refused.filter(({ key }) => !this.#known.has(key)) : [];
    this.#isDoubtful = false;
    if (untried.length === 0) {
      this.#credit = 0;
      this.#known.clear();
      return [];
    }
    const known = [...this.#known.values()].toSorted((a, b) => a.start - b.start);
    const chosen = untried
      .map((each) => ({ each, doubt: doubtOf(each.start, known) }))
      .toSorted((a, b) => a.doubt - b.doubt)
      .slice(0, most)
      .map(({ each }) => each);
    this.#credit -= chosen.length;
    return chosen;
  }
}

/** In the order in which they are asked for when they are due: each as often as the others, and never a whole run of them first. */
export function inTurn(a: Refused, b: Refused): number {
  return a.refusals - b.refusals || a.place - b.place;
}

/**
 * How doubtful it is that something is there again: below 0 next to what is, the less the nearer it is; above 0 next to
 * what was refused again, the less the farther it is.
 * @param known in the order of their starts, at least one
 */
function doubtOf(start: number, known: readonly Known[]): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle] as Known).start < start) low = middle + 1;
    else high = middle;
  }
  const distanceOf = (each: Known | undefined): number =>
    each ? Math.abs(each.start - start) : Number.POSITIVE_INFINITY;
  const [before, behind] = [known[low - 1], known[low]];
  const nearest = distanceOf(before) <= distanceOf(behind) ? before : behind;
  const nearness = 1 / (1 + distanceOf(nearest));
  return nearest?.isBack ? -nearness : nearness;
}
