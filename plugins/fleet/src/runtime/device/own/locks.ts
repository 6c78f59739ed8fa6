import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateDirectory, storageFailure, writeDurableFile } from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import { moment, shown } from '../../../common/fields.ts';
import type { Later } from '../timers.ts';

/** Seconds. */
const usualTime = 60 * 60;
const longestTime = 24 * 60 * 60;
const mostLocks = 100;

const lock = v.object({
  /** What a flow calls it; of a person that is nothing. */
  flow: v.optional(shown(100)),
  /** Who said it. */
  by: shown(200),
  since: moment,
  /** When it ends by itself. A person's does not. */
  until: v.optional(moment),
});
type Lock = v.InferOutput<typeof lock>;
const stored = v.pipe(v.array(lock), v.maxLength(mostLocks + 1));

export interface LocksOptions {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly later: Later;
  /** Called when it turns from "go on" to "not now", or back, and when another one is the one that holds for longest. */
  readonly onChanged: (isLocked: boolean) => void;
}

/**
 * "Not now", said by flows and by a person: while one of them holds, no release is switched to. Those of flows end by
 * themselves, so that a flow that was taken away holds up nothing for good. All of them last over a restart.
 */
export class Locks {
  readonly #options: LocksOptions;
  readonly #timers = new Map<Lock, () => void>();
  #locks: readonly Lock[] = [];

  constructor(options: LocksOptions) {
    this.#options = options;
  }

  /** What was said before this start, as far as it holds still. A file that cannot be read says nothing. */
  load(): void {
    const { file, now } = this.#options;
    let read: readonly Lock[] = [];
    try {
      if (existsSync(file)) read = v.parse(stored, JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // To go on is what a device does that nobody told to wait.
    }
    this.#set(
      read.filter(
        ({ until }) => until === undefined || (until > now() && until <= now() + longestTime * 1000),
      ),
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
   * @throws `fleet.lock-invalid`; errors of the `store` table, and it holds then nevertheless
   */
  lock(name: unknown, seconds: unknown = usualTime): void {
    const flow = nameOf(name);
    if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= longestTime))
      throw invalid(`its time is no number of seconds up to ${longestTime}`);
    const { now } = this.#options;
    const former = this.#locks.find((each) => each.flow === flow);
    if (!former && this.#locks.length >= mostLocks) throw invalid(`there are ${mostLocks} of them already`);
    const next = { flow, by: flow, since: former?.since ?? now(), until: now() + Math.ceil(seconds * 1000) };
    this.#change([...this.#locks.filter((each) => each !== former), next]);
  }

  /** The flow says that it is over; nothing happens if it is already. @throws `fleet.lock-invalid` */
  unlock(name: unknown): void {
    const flow = nameOf(name);
    if (this.#locks.some((each) => each.flow === flow))
      this.#change(this.#locks.filter((each) => each.flow !== flow));
  }

  /** A person says "not now", or that all may go on: then those of flows end too. */
  setByPerson(isLocked: boolean, by: string): void {
    const { now } = this.#options;
    if (!isLocked) this.#change([]);
    else if (!this.#locks.some(({ flow }) => flow === undefined))
      this.#change([...this.#locks, { by, since: now() }]);
  }

  /** Nothing is waited for any more. */
  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** Holds also where the disk does not take it; then it does not last over a restart. */
  #change(locks: readonly Lock[]): void {
    const { file } = this.#options;
    this.#set(locks);
    try {
      makePrivateDirectory(dirname(file));
      writeDurableFile(file, `${JSON.stringify(locks)}\n`);
    } catch (error) {
      throw storageFailure(error, file) ?? error;
    }
  }

  #set(locks: readonly Lock[]): void {
    const { now, later, onChanged } = this.#options;
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
          // In the file it says itself when it ends.
          later(held.until - now(), () => this.#set(this.#locks.filter((each) => each !== held))),
        );
    const held = this.current;
    if (held?.by !== before?.by || held?.since !== before?.since) onChanged(held !== undefined);
  }
}

function nameOf(name: unknown): string {
  const read = v.safeParse(shown(100), name);
  if (!read.success) throw invalid('it has no name of 1 to 100 characters');
  return read.output;
}

const invalid = (reason: string): Error => fleetErrors.lockInvalid({ reason });
