import type { JournalRecord } from '../journal.ts';
import { endOfFlood, type Flood, floodAfter } from './flood.ts';
import { lately, RaisedLately } from './raised-lately.ts';

/** How much a plant asks of its operators. Targets: about one alarm in ten minutes, no chattering, fewer than five stale ones. */
export interface Figures {
  /** Since when it is counted (ms UTC). */
  readonly since: number;
  /** Alarms raised since then. */
  readonly total: number;
  /** Alarms raised in the last ten minutes, to the second. */
  readonly rate: number;
  /** The highest rate since then. */
  readonly peak: number;
  /** The one that goes on. */
  readonly flood?: Flood;
  /** The newest ones that have ended, at most 100, the oldest first. */
  readonly floods: readonly Flood[];
  /** Share of the time since then that was flood, 0 to 1; null if no time has passed. */
  readonly inFlood: number | null;
  /** Alarms that were raised three times in a minute, during the last ten minutes. */
  readonly chattering: readonly string[];
  /** Alarms that have stood for a day or longer, and since when (ms UTC), the oldest first. */
  readonly stale: readonly { readonly alarm: string; readonly since: number }[];
  /** The ten that were raised most often since then, and their share of all, 0 to 1. */
  readonly frequent: readonly { readonly alarm: string; readonly count: number; readonly share: number }[];
}

interface Known {
  count: number;
  /** When it was raised the last time and the time before (ms UTC). */
  last?: number;
  secondLast?: number;
  /** When it last chattered (ms UTC). */
  chattered?: number;
  /** Since when it stands, acknowledged or not (ms UTC). */
  standing?: number;
}

const minute = 60_000;
const day = 86_400_000;
const mostFloods = 100;
const mostFrequent = 10;

/** Follows the journal of all alarms. Bounded by the number of alarms. */
export class AlarmFigures {
  readonly #known = new Map<string, Known>();
  readonly #raised = new RaisedLately();
  #since: number;
  #now: number;
  #total = 0;
  #peak = 0;
  #flood: Flood | undefined;
  #floods: readonly Flood[] = [];
  #flooded = 0;

  /** @param since when the counts begin (ms UTC) */
  constructor(since: number) {
    this.#since = since;
    this.#now = since;
  }

  /** Takes a record. They come in the order of the journal; one that is late counts in what it is not too late for. */
  take({ alarm, to, ts }: JournalRecord): void {
    const known = this.#known.get(alarm) ?? { count: 0 };
    this.#known.set(alarm, known);
    if (to === 'unacknowledged') {
      this.#pass(Math.max(ts, this.#now));
      this.#raise(known, ts);
    } else if (to !== 'acknowledged') delete known.standing;
  }

  /** Begins the counts anew, such as with a shift. What stands, and a flood that goes on, stay what they are. */
  begin(now: number): void {
    this.#pass(now);
    this.#since = now;
    this.#total = 0;
    this.#peak = this.#raised.total;
    this.#flooded = 0;
    for (const known of this.#known.values()) known.count = 0;
  }

  /** @param now ms UTC; what it says about the time is believed, even if records were later */
  at(now: number): Figures {
    this.#pass(now);
    const known = [...this.#known];
    const time = now - this.#since;
    const flooded = this.#flooded + (this.#flood ? this.#timeOf(this.#flood.from, now) : 0);
    return {
      since: this.#since,
      total: this.#total,
      rate: this.#raised.total,
      peak: this.#peak,
      ...(this.#flood && { flood: this.#flood }),
      floods: this.#floods,
      inFlood: time > 0 ? flooded / time : null,
      chattering: known
        .filter(([, { chattered }]) => chattered !== undefined && now - chattered < lately)
        .map(([alarm]) => alarm)
        .sort(),
      stale: known
        .flatMap(([alarm, { standing }]) =>
          standing !== undefined && now - standing >= day ? { alarm, since: standing } : [],
        )
        .sort((a, b) => a.since - b.since),
      frequent: known
        .filter(([, { count }]) => count > 0)
        .sort(([nameA, a], [nameB, b]) => b.count - a.count || (nameA < nameB ? -1 : 1))
        .slice(0, mostFrequent)
        .map(([alarm, { count }]) => ({ alarm, count, share: count / this.#total })),
    };
  }

  #raise(known: Known, ts: number): void {
    known.standing = ts;
    const span = ts - (known.secondLast ?? Number.NEGATIVE_INFINITY);
    // Less than nothing is a clock that was set back.
    if (span >= 0 && span < minute) known.chattered = ts;
    if (known.last !== undefined) known.secondLast = known.last;
    known.last = ts;
    if (ts >= this.#since) {
      known.count += 1;
      this.#total += 1;
    }
    if (ts <= this.#now - lately) return;
    this.#raised.add(ts);
    this.#peak = Math.max(this.#peak, this.#raised.total);
    this.#flood = floodAfter(this.#flood, this.#raised, ts);
  }

  #pass(now: number): void {
    this.#now = now;
    const end = this.#flood && endOfFlood(this.#raised, now);
    if (this.#flood && end !== undefined) {
      this.#flooded += this.#timeOf(this.#flood.from, end);
      this.#floods = [...this.#floods, { ...this.#flood, to: end }].slice(-mostFloods);
      this.#flood = undefined;
    }
    this.#raised.keepUntil(now);
  }

  #timeOf(from: number, to: number): number {
    return Math.max(0, to - Math.max(from, this.#since));
  }
}
