import type { AuditEvent } from './event.ts';
import { type Faults, placeOf } from './faults.ts';
import { type EpochKey, keyForSize } from './keys.ts';
import { isPruneSignedBy } from './prune-statement.ts';
import { firstDifference, includesNumber, merged, type Range, readRanges } from './ranges.ts';

/** Ranges in memory, about, until those that touch are made one. */
const mostRanges = 10_000;
/** Of one kind of fault; a log that somebody made must not fill the memory. */
const mostTold = 100;

/** Compares what digests stand for with what the log says, signed, that it has pruned. */
export class PruningCheck {
  readonly #faults: Faults;
  #keys: readonly EpochKey[] = [];
  #gone: Range[] = [];
  #said: Range[] = [];
  #count = 0;
  /** Of events that say what was pruned. */
  readonly #sayings: number[] = [];
  /** Said to be pruned, though no checkpoint before the event that says it covers them. */
  readonly #uncovered: { readonly seq: number; readonly range: Range }[] = [];
  #signed = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** Events that digests stand for. */
  get count(): number {
    return this.#count;
  }

  keys(keys: readonly EpochKey[]): void {
    this.#keys = keys;
  }

  /** There is a signed checkpoint of this size. */
  signed(size: number): void {
    this.#signed = Math.max(this.#signed, size);
  }

  /** A digest stands for these, since they were pruned. */
  gone(from: number, to: number): void {
    const last = this.#gone.at(-1);
    if (last?.to === from - 1) this.#gone[this.#gone.length - 1] = { from: last.from, to };
    else this.#gone.push({ from, to });
    this.#count += to - from + 1;
  }

  /** An event says what was pruned. What counts is only what it may say, and what the key of its time has signed. */
  said(seq: number, { data }: AuditEvent): void {
    this.#sayings.push(seq);
    const text = data?.['ranges'];
    const ranges = typeof text === 'string' ? readRanges(text) : undefined;
    const key = keyForSize(this.#keys, seq + 1);
    if (!ranges || ranges.some(({ to }) => to >= seq))
      this.#faults.add('record', `Event ${seq} does not say what was pruned`, { seq });
    else if (!key || !isPruneSignedBy(seq, data, key.public))
      this.#faults.add(
        'signature',
        `Event ${seq} says that something was pruned, which the key of its time has not signed`,
        { seq },
      );
    else for (const range of ranges) this.#take(seq, range);
    if (this.#said.length > mostRanges) this.#said = merged(this.#said);
  }

  #take(seq: number, range: Range): void {
    if (this.#hasLasting(range))
      this.#faults.add('record', `Event ${seq} says that something was pruned which is never pruned`, {
        seq,
      });
    else this.#said.push(range);
    if (range.to >= this.#signed && this.#uncovered.length < mostTold) this.#uncovered.push({ seq, range });
  }

  /** Without the beginning, the events that name keys, and those that say what was pruned, nobody could check a log. */
  #hasLasting({ from, to }: Range): boolean {
    const saying = this.#sayings[countUpTo(this.#sayings, to) - 1];
    return (
      from === 0 ||
      (saying !== undefined && saying >= from) ||
      this.#keys.some(({ since }) => from <= since && since <= to)
    );
  }

  /** Of a log of which all is told: its checkpoints, and every event that says what was pruned. */
  compare(): void {
    for (const { seq, range } of this.#uncovered)
      this.#faults.add(
        'missing',
        `Event ${seq} says that events up to ${range.to} were pruned before a checkpoint covered them`,
        placeOf(range.from, range.to),
      );
    const said = merged(this.#said);
    const seq = firstDifference(merged(this.#gone), said);
    if (seq === undefined) return;
    if (includesNumber(said, seq))
      this.#faults.add('missing', `Event ${seq} is said to be pruned, but it is there`, { seq });
    else
      this.#faults.add('missing', `Event ${seq} is not there, and no event says that it was pruned`, { seq });
  }
}

/** How many of them are not larger. @param numbers in rising order */
function countUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
