/** How long what was raised counts as lately (ms): the ten minutes of ISA-18.2 and EEMUA 191. */
export const lately = 600_000;

const second = 1000;

interface Bucket {
  /** Beginning of the second (ms UTC). */
  readonly ts: number;
  count: number;
}

/** How many alarms were raised in the last ten minutes, to the second. Holds 600 numbers at most. */
export class RaisedLately {
  /** Of one second each, the oldest first. */
  #buckets: Bucket[] = [];
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(ts: number): void {
    const start = Math.floor(ts / second) * second;
    // Nearly always the last one: only what had become due while nobody ran comes late.
    let index = this.#buckets.length;
    while (index > 0 && (this.#buckets[index - 1]?.ts ?? 0) > start) index -= 1;
    const before = this.#buckets[index - 1];
    if (before?.ts === start) before.count += 1;
    else this.#buckets.splice(index, 0, { ts: start, count: 1 });
    this.#total += 1;
  }

  /** When fewer than this many are left if no more come (ms UTC); undefined if there are fewer now. */
  fallsBelow(few: number): number | undefined {
    let newer = 0;
    const bucket = this.#buckets.findLast(({ count }) => {
      newer += count;
      return newer >= few;
    });
    return bucket && bucket.ts + lately;
  }

  /** Forgets what was raised before the last ten minutes, and what a clock that was set back has not come to yet. */
  keepUntil(now: number): void {
    const isKept = ({ ts }: Bucket): boolean => ts <= now && now < ts + lately;
    this.#buckets = this.#buckets.filter(isKept);
    this.#total = this.#buckets.reduce((sum, { count }) => sum + count, 0);
  }
}
