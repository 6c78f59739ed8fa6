import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { storageFailure } from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import { moment, shown } from '../../../common/fields.ts';
import { makeFolder, writeWhole } from '../files.ts';
import type { Later } from '../timers.ts';

/** Seconds. */
const usualTime = 60 * 60;
const longestTime = 24 * 60 * 60;
const mostLocks = 100;

/**
 * In milliseconds: by so much more than a lock has left the file says. So a flow that says it with each message has it written
 * once in that time, and after a restart a lock holds a little longer at most, never shorter.
 */
const slack = 60_000;
/** Milliseconds. How often the file is brought up to date of what locks have left, for devices whose clock says nothing of it. */
const refresh = 10 * 60_000;

const stored = v.object({
  format: v.literal(1),
  /** Milliseconds since 1970 by the device's clock, which may be wrong. */
  written: moment,
  locks: v.pipe(
    v.array(
      v.object({
        /** What a flow calls it; of a person that is nothing. */
        flow: v.exactOptional(shown(100)),
        /** Who said it. */
        by: shown(200),
        since: moment,
        /** Milliseconds until it ends by itself. A person's does not. */
        left: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(longestTime * 1000 + slack))),
      }),
    ),
    v.maxLength(mostLocks + 1),
  ),
});

interface Lock {
  readonly flow?: string;
  readonly by: string;
  readonly since: number;
  /** When it ends by itself, on the clock that never jumps. */
  readonly until?: number;
}

export interface LocksOptions {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number;
  readonly later: Later;
  /** Called when it turns from "go on" to "not now", or back, and when another one is the one that holds for longest. */
  readonly onChanged: (isLocked: boolean) => void;
  /** What a flow said holds, and would not last over a restart: an error of the `store` table, or what the disk says. */
  readonly onUnsaved: (error: unknown) => void;
}

/**
 * "Not now", said by flows and by a person: while one of them holds, no release is switched to. Those of flows end by
 * themselves, so that a flow that was taken away holds up nothing for good. All of them last over a restart, also where the
 * clock is another after it: then for what they had left.
 */
export class Locks {
  readonly #options: LocksOptions;
  readonly #timers = new Map<Lock, () => void>();
  #locks: readonly Lock[] = [];
  /** Until when the file says that those of flows hold, by their names. */
  #saved: ReadonlyMap<string, number> = new Map();
  #saving: Promise<void> | undefined;
  #isStale = false;
  #isUnsaved = false;
  #stopRefresh: (() => void) | undefined;

  constructor(options: LocksOptions) {
    this.#options = options;
  }

  /** What was said before this start, as far as it holds still. A file that cannot be read says nothing. */
  load(): void {
    const { file, now, elapsed } = this.#options;
    let read: v.InferOutput<typeof stored> | undefined;
    try {
      if (existsSync(file)) read = v.parse(stored, JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // To go on is what a device does that nobody told to wait.
    }
    if (read === undefined) return;
    const passed = now() - read.written;
    // Beyond that the clock was set meanwhile, and says nothing.
    const gone = passed >= 0 && passed <= longestTime * 1000 ? passed : 0;
    this.#set(
      read.locks
        .filter(({ left }) => left === undefined || left > gone)
        .map(({ left, ...lock }) => ({
          ...lock,
          ...(left !== undefined && { until: elapsed() + left - gone }),
        })),
    );
  }

  /** The one that holds for longest. Of a person it does until somebody takes it back, so it comes before those of flows. */
  get current(): { readonly by: string; readonly since: number; readonly isPerson: boolean } | undefined {
    const isPerson = ({ flow }: Lock): boolean => flow === undefined;
    const [first] = this.#locks.toSorted(
      (one, other) => Number(isPerson(other)) - Number(isPerson(one)) || one.since - other.since,
    );
    return first && { by: first.by, since: first.since, isPerson: isPerson(first) };
  }

  /**
   * A flow says "not now", or once more.
   *
   * @param name of the lock: each is taken back by itself
   * @param seconds until it ends by itself
   * @throws `fleet.lock-invalid`
   */
  lock(name: unknown, seconds: unknown = usualTime): void {
    const flow = nameOf(name);
    if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= longestTime))
      throw invalid(`its time is no number of seconds up to ${longestTime}`);
    const { now, elapsed } = this.#options;
    const former = this.#locks.find((each) => each.flow === flow);
    if (!former && this.#locks.length >= mostLocks) throw invalid(`there are ${mostLocks} of them already`);
    const until = elapsed() + Math.ceil(seconds * 1000);
    this.#set([
      ...this.#locks.filter((each) => each !== former),
      { flow, by: flow, since: former?.since ?? now(), until },
    ]);
    const saved = this.#saved.get(flow) ?? 0;
    if (saved < until || saved > until + 2 * slack) this.#saveSoon();
  }

  /** The flow says that it is over; nothing happens if it is already. @throws `fleet.lock-invalid` */
  unlock(name: unknown): void {
    const flow = nameOf(name);
    if (!this.#locks.some((each) => each.flow === flow)) return;
    this.#set(this.#locks.filter((each) => each.flow !== flow));
    this.#saveSoon();
  }

  /**
   * A person says "not now", or that all may go on: then those of flows end too. It holds also where the disk does not take it.
   *
   * @throws errors of the `store` table: it does not last over a restart then
   */
  async setByPerson(isLocked: boolean, by: string): Promise<void> {
    const { now } = this.#options;
    if (!isLocked) this.#set([]);
    else if (!this.#locks.some(({ flow }) => flow === undefined))
      this.#set([...this.#locks, { by, since: now() }]);
    await this.#save();
  }

  /** Nothing is waited for any more. Resolves once the file is written. */
  async close(): Promise<void> {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#stopRefresh?.();
    await this.#saving?.catch(() => {});
  }

  #saveSoon(): void {
    this.#save().catch((error: unknown) => {
      // Said once, however often flows say the same meanwhile.
      if (!this.#isUnsaved) this.#options.onUnsaved(error);
      this.#isUnsaved = true;
    });
  }

  /** Without keeping the flows waiting for the disk. */
  #save(): Promise<void> {
    this.#isStale = true;
    this.#saving ??= this.#write();
    return this.#saving;
  }

  async #write(): Promise<void> {
    const { file, now, elapsed } = this.#options;
    try {
      await makeFolder(dirname(file));
      while (this.#isStale) {
        this.#isStale = false;
        const locks = this.#locks.map(({ until, ...lock }) => ({
          ...lock,
          ...(until !== undefined && { left: Math.max(0, until - elapsed()) + slack }),
        }));
        const saved = new Map(
          this.#locks.flatMap(({ flow, until }) =>
            flow === undefined || until === undefined ? [] : [[flow, until + slack] as const],
          ),
        );
        await writeWhole(file, `${JSON.stringify({ format: 1, written: now(), locks })}\n`);
        this.#saved = saved;
        this.#isUnsaved = false;
      }
    } catch (error) {
      throw storageFailure(error, file) ?? error;
    } finally {
      this.#saving = undefined;
    }
  }

  #set(locks: readonly Lock[]): void {
    const { elapsed, later, onChanged } = this.#options;
    const before = this.current;
    this.#locks = locks;
    for (const [held, cancel] of this.#timers)
      if (!locks.includes(held)) {
        cancel();
        this.#timers.delete(held);
      }
    for (const held of locks)
      if (held.until !== undefined && !this.#timers.has(held))
        this.#timers.set(
          held,
          later(held.until - elapsed(), () => {
            this.#set(this.#locks.filter((each) => each !== held));
            this.#saveSoon();
          }),
        );
    if (this.#timers.size === 0) {
      this.#stopRefresh?.();
      this.#stopRefresh = undefined;
    } else this.#stopRefresh ??= later(refresh, () => this.#refresh());
    const held = this.current;
    if (held?.by !== before?.by || held?.since !== before?.since) onChanged(held !== undefined);
  }

  /** On a device without a clock nothing else says how much was left. */
  #refresh(): void {
    this.#stopRefresh = this.#options.later(refresh, () => this.#refresh());
    this.#saveSoon();
  }
}

function nameOf(name: unknown): string {
  const read = v.safeParse(shown(100), name);
  if (!read.success) throw invalid('it has no name of 1 to 100 characters');
  return read.output;
}

const invalid = (reason: string): Error => fleetErrors.lockInvalid({ reason });
