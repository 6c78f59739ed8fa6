import {
  type Answer,
  type Booted,
  defaultLimits,
  type Effect,
  type Event,
  type Limits,
  type State,
  step,
  type Timer,
  writeJournal,
} from '@millwright/rollout';
import { type Dispose, type Log, stackOf } from '@millwright/runtime';
import type { Carry } from './carry.ts';
import { Tasks } from './tasks.ts';
import type { Later } from './timers.ts';

type Timed<Any> = Any extends unknown ? Omit<Any, 'time'> : never;
/** What happens, without the time, which is noted where it is handed in. What the hub wants goes to `take`. */
export type Happening = Timed<Exclude<Event, { readonly kind: 'desired' }>>;
type Desired = Extract<Event, { readonly kind: 'desired' }>['desired'];
type Journalled = Extract<Effect, { readonly kind: 'journal' }>;

export interface MachineOptions {
  /** As the journal has it. */
  readonly state: State;
  readonly journal: { write(text: string): Promise<void> };
  readonly carry: Carry;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly later: Later;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: Limits;
}

interface Waiting {
  readonly event: Event;
  readonly done?: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/**
 * The machine of `@millwright/rollout` at work: its state, what waits to be told to it, its journal, effects and timers, by the
 * rules that stand at `Effect`. Does nothing before the first `receive`.
 */
export class Machine {
  readonly #options: MachineOptions;
  readonly #tasks: Tasks;
  readonly #listeners = new Set<(state: State) => void>();
  readonly #inbox: Waiting[] = [];
  /** What a step has asked for whose journal could not be written, the latest of each kind. */
  readonly #owed = new Map<string, Effect>();
  readonly #timers = new Map<Timer, { readonly turn: number; readonly cancel: () => void }>();
  #state: State;
  #durable: State;
  #writing: Promise<void> | undefined;
  #ended = false;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#durable = options.state;
    this.#tasks = new Tasks({
      carry: options.carry,
      later: options.later,
      log: options.log,
      answer: (said, turn) => this.#hand({ ...said, turn, time: options.now() } as Answer),
    });
  }

  /** In memory: what is checked against it is handed in next. */
  get state(): State {
    return this.#state;
  }

  /**
   * What its last process left, and what is known of the end of that. Before anything else.
   *
   * @throws what keeps it from being taken up, which is our bug: Node-RED is not to wait for it
   */
  boot(booted: Omit<Booted, 'kind' | 'time'>): void {
    let failure: { readonly error: unknown } | undefined;
    const done = {
      resolve: () => {},
      reject: (error: unknown) => {
        failure = { error };
      },
    };
    this.#inbox.push({ event: { kind: 'booted', time: this.#options.now(), ...booted }, done });
    this.#drain();
    if (failure) throw failure.error;
  }

  receive(happening: Happening): void {
    this.#hand({ ...happening, time: this.#options.now() } as Event);
  }

  /**
   * What the hub wants, as it was checked against `state.last`. Resolves once it is in the state: only then the next one may be
   * checked.
   *
   * @throws `rollout.desired-invalid`; nothing was changed
   */
  take(desired: Desired): Promise<void> {
    const done = Promise.withResolvers<void>();
    if (this.#ended) done.resolve();
    else this.#inbox.push({ event: { kind: 'desired', desired, time: this.#options.now() }, done });
    this.#drain();
    return done.promise;
  }

  /** Called whenever the state, in memory, is another one. */
  onChanged(listener: (state: State) => void): Dispose {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves once all that was handed in is decided, and that is durable or could not be made so. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** Ends effects and timers, and hears of nothing any more. Resolves once nothing writes to the disk. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#endOlderThan(Number.POSITIVE_INFINITY);
    for (const { done } of this.#inbox.splice(0)) done?.resolve();
    await this.#writing;
    await this.#tasks.written;
  }

  #hand(event: Event): void {
    if (this.#ended) return;
    this.#inbox.push({ event });
    this.#drain();
  }

  /** One event at a time; none while the journal is being written. */
  #drain(): void {
    while (!this.#writing && !this.#ended) {
      const next = this.#inbox.shift();
      if (next === undefined) return;
      this.#step(next);
    }
  }

  #step({ event, done }: Waiting): void {
    const { limits = defaultLimits, log } = this.#options;
    const before = this.#state;
    try {
      const { state, effects } = step(before, event, limits);
      this.#state = state;
      this.#perform(effects);
      done?.resolve();
    } catch (error) {
      if (done) done.reject(error);
      else log.error(stackOf(error));
    }
    if (this.#state !== before) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners)
      try {
        listener(this.#state);
      } catch (error) {
        this.#options.log.error(stackOf(error));
      }
  }

  #perform(effects: readonly Effect[]): void {
    for (const [index, effect] of effects.entries()) {
      if (effect.kind === 'arm') this.#arm(effect);
      else if (effect.kind !== 'journal') this.#tasks.begin(effect);
      else if (effect.state !== this.#durable) {
        this.#writing = this.#write(effect, effects.slice(index + 1));
        return;
      }
    }
  }

  async #write(effect: Journalled, others: readonly Effect[]): Promise<void> {
    const { journal, log } = this.#options;
    const { turn, attempt, state } = effect;
    let isDurable = true;
    try {
      await journal.write(writeJournal(state));
    } catch (error) {
      isDurable = false;
      log.error(
        `The journal could not be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    this.#writing = undefined;
    if (this.#ended) return;
    if (isDurable) {
      this.#durable = state;
      this.#endOlderThan(turn);
      const owed = [...this.#owed.values()].filter((each) => each.turn === turn);
      this.#owed.clear();
      this.#perform([...owed, ...others]);
    } else {
      for (const each of others) this.#owed.set(each.kind === 'arm' ? `arm ${each.timer}` : each.kind, each);
      const begun = this.#durable.turn === turn;
      this.#inbox.unshift({ event: { kind: 'unwritten', time: this.#options.now(), turn, attempt, begun } });
    }
    this.#drain();
  }

  #endOlderThan(turn: number): void {
    this.#tasks.endOlderThan(turn);
    for (const [name, timer] of this.#timers) {
      if (timer.turn >= turn) continue;
      timer.cancel();
      this.#timers.delete(name);
    }
  }

  #arm({ timer, turn, attempt, milliseconds }: Extract<Effect, { readonly kind: 'arm' }>): void {
    const { later, random } = this.#options;
    this.#timers.get(timer)?.cancel();
    // So that ten thousand devices do not ask at once when a hub comes back.
    const isShortened = timer === 'retry' || timer === 'report';
    const pause = isShortened ? milliseconds * (1 - random() / 2) : milliseconds;
    const cancel = later(pause, () => this.receive({ kind: 'timer', turn, timer, attempt }));
    this.#timers.set(timer, { turn, cancel });
  }
}
