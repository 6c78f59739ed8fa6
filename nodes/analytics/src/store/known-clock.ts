import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClockState, lookAtClock } from '@millwright/store';
import * as v from 'valibot';
import { replaceFile } from './files.ts';

/** What is known of the clock is on disk as of this long ago at most (ms). */
const savedEvery = 3_600_000;

const saved = v.object({
  seen: v.number(),
  doubt: v.optional(v.object({ before: v.number(), after: v.number() })),
});

/**
 * What a store makes of the clock, over restarts: retention goes by it, and it may be wrong. A start must not make a clock
 * that had leapt one to be believed. Times are in ms UTC.
 */
export class KnownClock {
  readonly #file: string;
  #state: ClockState | undefined;
  #saved: ClockState | undefined;

  constructor(directory: string) {
    this.#file = join(directory, 'clock.json');
  }

  /** @param written when a segment was last closed, for where the file is of no use; undefined for never */
  load(written: number | undefined): void {
    this.#saved = this.#read();
    this.#state = this.#saved ?? (written === undefined ? undefined : { seen: written });
  }

  /** Without it, age only waits the longer: that is no reason to say anything. */
  #read(): ClockState | undefined {
    try {
      const { seen, doubt } = v.parse(saved, JSON.parse(readFileSync(this.#file, 'utf8')));
      return { seen, ...(doubt && { doubt }) };
    } catch {
      return undefined;
    }
  }

  /** @returns the time, if it is to be believed */
  look(now: number): number | undefined {
    this.#state = lookAtClock(this.#state, now);
    return this.#state.doubt ? undefined : now;
  }

  /** The time at which something counts as written. In doubt it is the later one, so that nothing goes too early. */
  stamp(now: number): number {
    this.look(now);
    return Math.max(now, this.#state?.doubt?.before ?? now);
  }

  /** Writes what is known, where that is other than on disk. @throws what the file system says */
  save(now: number): void {
    this.look(now);
    const [state, before] = [this.#state, this.#saved];
    const isKnown = before && before.doubt?.after === state?.doubt?.after;
    if (!state || (isKnown && Math.abs(state.seen - before.seen) < savedEvery)) return;
    replaceFile(this.#file, [Buffer.from(`${JSON.stringify(state)}\n`)]);
    this.#saved = state;
  }
}
