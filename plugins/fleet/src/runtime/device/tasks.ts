import type { Effect } from '@millwright/rollout';
import type { Log } from '@millwright/runtime';
import { type Carry, failureOf, type Said } from './carry.ts';
import type { Later } from './timers.ts';

type Carried = Exclude<Effect, { readonly kind: 'journal' | 'arm' }>;

/** Done one after the other: each of them writes to the disk. */
const writing: ReadonlySet<Effect['kind']> = new Set([
  'fetch',
  'stage',
  'keep',
  'switch',
  'start',
  'discard',
]);

/** Pauses until flows are tried to be stopped again. */
const firstPause = 1000;
const longestPause = 30_000;

export interface TasksOptions {
  readonly carry: Carry;
  readonly later: Later;
  readonly log: Log;
  /** The answer to an effect of this turn. */
  readonly answer: (said: Said, turn: number) => void;
}

/** Carries effects out: each once for its turn, those that write one after the other, none beyond the end of its turn. */
export class Tasks {
  readonly #options: TasksOptions;
  readonly #begun = new Map<string, number>();
  readonly #running = new Set<{ readonly turn: number; readonly controller: AbortController }>();
  /** Of the last one that writes. */
  #written: Promise<void> = Promise.resolve();

  constructor(options: TasksOptions) {
    this.#options = options;
  }

  begin(effect: Carried): void {
    const { kind, turn } = effect;
    const key = `${turn} ${kind}`;
    // A report is sent again; nothing else is done twice.
    if (kind !== 'report' && this.#begun.has(key)) return;
    this.#begun.set(key, turn);
    const task = { turn, controller: new AbortController() };
    this.#running.add(task);
    const before = writing.has(kind) ? this.#written : Promise.resolve();
    const done = this.#run(effect, before, task.controller.signal).finally(() => this.#running.delete(task));
    if (writing.has(kind)) this.#written = done;
  }

  /** The journal has a newer turn: nobody waits for these any more. */
  endOlderThan(turn: number): void {
    for (const task of this.#running) if (task.turn < turn) task.controller.abort();
    for (const [key, begun] of this.#begun) if (begun < turn) this.#begun.delete(key);
  }

  /** Resolves once none that writes is at work. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** Never rejects. */
  async #run(effect: Carried, before: Promise<void>, signal: AbortSignal): Promise<void> {
    const { answer, log } = this.#options;
    await before;
    if (signal.aborted) return;
    let said: Said | undefined;
    try {
      said = await this.#carryOut(effect, signal);
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      if (effect.kind === 'discard' || effect.kind === 'report')
        log.warn(`${effect.kind}: ${failure.error.message} (${failure.error.code})`);
      else said = failure;
    }
    if (said && !signal.aborted) answer(said, effect.turn);
  }

  async #carryOut(effect: Carried, signal: AbortSignal): Promise<Said | undefined> {
    const { carry } = this.#options;
    switch (effect.kind) {
      case 'fetch':
        return carry.fetch(effect, signal);
      case 'verify':
        return carry.verify(effect, signal);
      case 'stage':
        return carry.stage(effect, signal);
      case 'keep':
        return carry.keep(effect, signal);
      case 'switch':
        return carry.switch(effect, signal);
      case 'start':
        return carry.start(effect, signal);
      case 'watch':
        return carry.watch(effect, signal);
      case 'adopt':
        return carry.adopt(effect, signal);
      case 'safe':
        await this.#again(() => carry.safe(effect, signal), signal);
        return undefined;
      case 'discard':
        await carry.discard(effect, signal);
        return undefined;
      case 'report':
        await carry.report(effect, signal);
        return undefined;
    }
  }

  /** Again and again until it is done, or nobody wants it any more. */
  async #again(run: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const { later, log } = this.#options;
    for (let pause = firstPause; !signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      try {
        return await run();
      } catch (error) {
        const { code, message } = failureOf(error).error;
        log.error(`Flows could not be stopped yet: ${message} (${code})`);
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      const cancel = later(pause, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      cancel();
    }
  }
}
