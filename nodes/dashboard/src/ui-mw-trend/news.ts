import { isUsable, packTables } from '@millwright/analytics';
import { isAhead } from '../common/ahead.ts';
import type { TagSamples } from './message-samples.ts';

/** More new samples than this (of all pens together) are not pushed: a page that asks for lines gets fewer points. */
const mostPushed = 5_000;

/** One pen, and what came of it since the last push. */
interface PenNews {
  readonly tag: string;
  times: number[];
  values: number[];
  /** The latest time of a sample that no clock denies, and of those ahead that came since (ms UTC). */
  newest: number;
  ahead: number;
}

/** What came since the last push, by pen. */
export class TrendNews {
  readonly #pens: readonly PenNews[];
  #count = 0;
  #reload = false;

  constructor(tags: readonly string[]) {
    const never = Number.NEGATIVE_INFINITY;
    this.#pens = tags.map((tag) => ({ tag, times: [], values: [], newest: never, ahead: never }));
  }

  /** @param now ms UTC */
  add({ tag, samples: { times, values, quality } }: TagSamples, now: number): void {
    const pen = this.#pens.find((each) => each.tag === tag);
    if (!pen || times.length === 0) return;
    this.#count += times.length;
    // What comes late has its place in between, which a page cannot know without the samples around it.
    if (this.#count > mostPushed) this.#reload = true;
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row] as number;
      if (isLate(pen, time, now)) this.#reload = true;
      note(pen, time, now);
      if (this.#reload) continue;
      const value = values[row] as number;
      pen.times.push(time);
      pen.values.push(isUsable(value, quality[row] as number) ? value : Number.NaN);
    }
  }

  /** The lines are other ones than before, wherever. */
  addAll(): void {
    this.#reload = true;
  }

  /** What is to be pushed, and begins anew; undefined for nothing, `reload` where it is too much or out of order. */
  take(): Float64Array | 'reload' | undefined {
    if (this.#count === 0 && !this.#reload) return undefined;
    const taken = this.#reload
      ? 'reload'
      : packTables(
          this.#pens.map(({ times, values }) => [Float64Array.from(times), Float64Array.from(values)]),
        );
    for (const pen of this.#pens) {
      pen.times = [];
      pen.values = [];
    }
    this.#count = 0;
    this.#reload = false;
    return taken;
  }
}

/** Of samples whose time is ahead, only the others of those are before: a page drops them for the next one that is not. */
function isLate({ newest, ahead }: PenNews, time: number, now: number): boolean {
  const isPassed = !isAhead(ahead, now);
  return time <= newest || (time <= ahead && (isPassed || isAhead(time, now)));
}

function note(pen: PenNews, time: number, now: number): void {
  // Its time has come meanwhile.
  if (!isAhead(pen.ahead, now)) pen.newest = Math.max(pen.newest, pen.ahead);
  if (isAhead(time, now)) pen.ahead = Math.max(pen.ahead, time);
  else {
    pen.newest = Math.max(pen.newest, time);
    pen.ahead = Number.NEGATIVE_INFINITY;
  }
}
