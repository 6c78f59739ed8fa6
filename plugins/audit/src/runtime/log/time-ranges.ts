import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Events between these numbers, both of them too. */
export interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/** Moments, in milliseconds since 1970: from the first one, to before the second one. */
export interface TimeRange {
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** As `event_block` has it: so many events, a power of two, make a block. */
const blockBits = 10;
export const blockSize = 2 ** blockBits;
/** Ranges that are not further apart are one: to begin another one costs more than to look at what is between. */
const mostBetween = 2 * blockSize;
/** So many at most: clocks do not leap that often. */
const mostRanges = 8;

/**
 * Where the events of a time are. Clocks jump, so that the order of the numbers is not that of the times: the first and
 * the last time of each block of events is known, from an index, and remembered of blocks that are full. Events that go
 * take no more than their times with them, so that what is remembered stays true enough.
 */
export class BlockTimes {
  readonly #oldest: StatementSync;
  readonly #newest: StatementSync;
  readonly #known: { readonly oldest: number; readonly newest: number }[] = [];

  constructor(connection: DatabaseSync) {
    const times = `select time from event indexed by event_block where seq >> ${blockBits} = ? order by time`;
    this.#oldest = connection.prepare(`${times} limit 1`);
    this.#newest = connection.prepare(`${times} desc limit 1`);
  }

  /**
   * The few ranges outside of which nothing is of that time; inside of them other events may be, too. The oldest first.
   *
   * @param within not beyond the last event that there is
   */
  ranges(within: SeqRange, time: TimeRange): readonly SeqRange[] {
    const [from, to] = [Math.floor(within.first / blockSize), Math.floor(within.last / blockSize)];
    const blocks: SeqRange[] = [];
    for (let block = from; block <= to; block += 1) {
      const { oldest, newest } = this.#times(block, block < to);
      if (newest < (time.since ?? 0) || oldest >= (time.until ?? Number.POSITIVE_INFINITY)) continue;
      blocks.push({ first: block * blockSize, last: (block + 1) * blockSize - 1 });
    }
    return joined(blocks).map(({ first, last }) => ({
      first: Math.max(first, within.first),
      last: Math.min(last, within.last),
    }));
  }

  #times(block: number, isFull: boolean): { readonly oldest: number; readonly newest: number } {
    const known = this.#known[block];
    if (known) return known;
    const times = {
      oldest: timeIn(this.#oldest.get(block)) ?? Number.POSITIVE_INFINITY,
      newest: timeIn(this.#newest.get(block)) ?? Number.NEGATIVE_INFINITY,
    };
    if (isFull) this.#known[block] = times;
    return times;
  }
}

const timeIn = (row: Record<string, unknown> | undefined): number | undefined =>
  row && Date.parse(String(row['time']));

/** Neighbours become one, and where there are still too many, those that are closest. */
export function joined(ranges: readonly SeqRange[]): readonly SeqRange[] {
  const gaps = ranges.slice(1).map(({ first }, index) => first - (ranges[index]?.last ?? 0) - 1);
  const wide = gaps.filter((gap) => gap > mostBetween).sort((a, b) => b - a);
  const narrowest = wide[mostRanges - 2] ?? mostBetween + 1;
  const result: { first: number; last: number }[] = [];
  let breaks = mostRanges - 1;
  ranges.forEach((range, index) => {
    const last = result.at(-1);
    const gap = gaps[index - 1] ?? 0;
    if (last && (gap < narrowest || breaks === 0)) last.last = range.last;
    else {
      if (last) breaks -= 1;
      result.push({ ...range });
    }
  });
  return result;
}
