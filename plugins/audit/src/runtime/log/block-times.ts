import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Events between these numbers, both of them too. */
export interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/** Moments, in milliseconds since 1970: from the first one, to before the second one. */
interface TimeRange {
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** Where events of a time are. */
export interface Spot extends SeqRange {
  /** Only these; absent: all that are there. */
  readonly seqs?: readonly number[];
}

/** As `event_block` has it: so many events, a power of two, make a block. */
export const blockBits = 10;
const blockSize = 2 ** blockBits;

/**
 * Where the events of a time are. Clocks jump, so that the order of the numbers is not that of the times: the first and
 * the last time of each block of events is known, from an index, and remembered of blocks that are full. Of one that
 * loses events to the retention they are only further apart than they have to be.
 */
class BlockTimes {
  readonly #oldest: StatementSync;
  readonly #newest: StatementSync;
  readonly #within: StatementSync;
  readonly #known: { readonly oldest: number; readonly newest: number }[] = [];

  constructor(connection: DatabaseSync) {
    const block = `from event where seq >> ${blockBits} = ?`;
    this.#oldest = connection.prepare(`select time ${block} order by time limit 1`);
    this.#newest = connection.prepare(`select time ${block} order by time desc limit 1`);
    this.#within = connection.prepare(`select seq ${block} and time >= ? and time < ? order by seq`);
  }

  /**
   * Exactly where the events of a time are, the oldest first: whole blocks that follow each other are one spot.
   *
   * @param range not beyond the last event that there is
   */
  spots(range: SeqRange, time: TimeRange): readonly Spot[] {
    const [since, until] = [time.since ?? Number.NEGATIVE_INFINITY, time.until ?? Number.POSITIVE_INFINITY];
    const [from, to] = [Math.floor(range.first / blockSize), Math.floor(range.last / blockSize)];
    const spots: Spot[] = [];
    for (let block = from; block <= to; block += 1) {
      const { oldest, newest } = this.#times(block, block < to);
      if (newest < since || oldest >= until) continue;
      const first = Math.max(range.first, block * blockSize);
      const last = Math.min(range.last, (block + 1) * blockSize - 1);
      if (oldest >= since && newest < until) {
        const before = spots.at(-1);
        if (before && !before.seqs && before.last === first - 1)
          spots[spots.length - 1] = { ...before, last };
        else spots.push({ first, last });
      } else {
        const seqs = this.#seqs(block, time).filter((seq) => seq >= first && seq <= last);
        if (seqs.length > 0) spots.push({ first, last, seqs });
      }
    }
    return spots;
  }

  #seqs(block: number, { since = 0, until = lastTime + 1 }: TimeRange): number[] {
    const rows = this.#within.all(block, timeText(since), timeText(until));
    return rows.map(({ seq }) => Number(seq));
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

const known = new WeakMap<DatabaseSync, BlockTimes>();

/** One for each open log, since it remembers. */
export function blockTimesOf(connection: DatabaseSync): BlockTimes {
  const found = known.get(connection) ?? new BlockTimes(connection);
  known.set(connection, found);
  return found;
}

/** The last moment that is written with a year of four digits, so that texts can be compared. */
const lastTime = Date.parse('9999-12-31T23:59:59.999Z');

const timeText = (time: number): string => (time > lastTime ? '~' : new Date(time).toISOString());

const timeIn = (row: Record<string, unknown> | undefined): number | undefined =>
  row && Date.parse(String(row['time']));
