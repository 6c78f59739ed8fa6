import { type Actor, nameOfActor } from '../actor.ts';
import type { Clock } from '../clock.ts';
import { runtimeErrors } from '../errors.ts';
import { type LockName, lockNames } from '../operation.ts';

/** Who asks for a lock. */
export interface Holder {
  /** Ids of the operation and all that it is inside of, outermost first. */
  readonly lineage: readonly string[];
  readonly name: string;
  readonly actor: Actor;
}

export type Release = () => void;

/** How long an operation waits for others before it is told that they are busy. */
export const lockPatience = 5000;

interface Hold {
  readonly holder: Holder;
  readonly since: number;
}

interface Waiter {
  readonly holder: Holder;
  readonly enter: () => void;
}

/**
 * One lock. Held as a stack: an operation inside the holder may enter on top of it, everybody else waits in line.
 * Two operations inside the same one still wait for each other.
 */
class Lock {
  readonly #clock: Clock;
  readonly #stack: Hold[] = [];
  readonly #line: Waiter[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get outermost(): Hold | undefined {
    return this.#stack[0];
  }

  /** Resolves with the release, or with undefined when `patience` ms are over. */
  acquire(holder: Holder, patience: number): Promise<Release | undefined> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        holder,
        enter: () => {
          cancel();
          const hold = { holder, since: this.#clock.now() };
          this.#stack.push(hold);
          resolve(() => this.#release(hold));
        },
      };
      const cancel = this.#clock.after(patience, () => {
        this.#line.splice(this.#line.indexOf(waiter), 1);
        resolve(undefined);
      });
      this.#line.push(waiter);
      this.#admit();
    });
  }

  #release(hold: Hold): void {
    const index = this.#stack.indexOf(hold);
    if (index < 0) return;
    this.#stack.splice(index, 1);
    this.#admit();
  }

  /** Lets in the first in line that may enter, if any. */
  #admit(): void {
    const innermost = this.#stack.at(-1)?.holder.lineage.at(-1);
    const index = this.#line.findIndex(
      ({ holder }) => innermost === undefined || holder.lineage.includes(innermost),
    );
    if (index < 0) return;
    const [waiter] = this.#line.splice(index, 1);
    waiter?.enter();
  }
}

/** The locks of one Node-RED process. */
export class Locks {
  readonly #clock: Clock;
  readonly #locks: ReadonlyMap<LockName, Lock>;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#locks = new Map(lockNames.map((name) => [name, new Lock(clock)]));
  }

  /**
   * Takes several locks in their order; the returned function gives them all back, and may be called twice.
   *
   * @throws `runtime.busy` when others hold one of them for longer than {@link lockPatience} (for all together)
   * @throws `runtime.lock-order` when the lineage already holds a later one without holding this one
   */
  async acquire(names: readonly LockName[], holder: Holder): Promise<Release> {
    const deadline = this.#clock.elapsed() + lockPatience;
    const releases: Release[] = [];
    const releaseAll = (): void => {
      for (const release of releases.splice(0).reverse()) release();
    };
    try {
      for (const name of lockNames) {
        if (!names.includes(name)) continue;
        this.#checkOrder(name, holder);
        const lock = this.#locks.get(name) as Lock;
        const release = await lock.acquire(holder, Math.max(0, deadline - this.#clock.elapsed()));
        if (!release) throw this.#busy(name, lock.outermost);
        releases.push(release);
      }
      return releaseAll;
    } catch (error) {
      releaseAll();
      throw error;
    }
  }

  #checkOrder(name: LockName, holder: Holder): void {
    const holds = (lock: LockName): boolean => {
      const outermost = this.#locks.get(lock)?.outermost?.holder.lineage.at(-1);
      return outermost !== undefined && holder.lineage.slice(0, -1).includes(outermost);
    };
    if (holds(name)) return;
    const later = lockNames.slice(lockNames.indexOf(name) + 1).find(holds);
    if (later) throw runtimeErrors.lockOrder({ lock: name, held: later });
  }

  #busy(lock: LockName, hold: Hold | undefined): Error {
    return runtimeErrors.busy({
      lock,
      operation: hold?.holder.name ?? 'Another operation',
      by: hold ? nameOfActor(hold.holder.actor) : 'another',
      since: new Date(hold?.since ?? this.#clock.now()).toISOString(),
    });
  }
}
