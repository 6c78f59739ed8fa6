import type { Answer, Effect, Event, State, Step, Timer } from '../index.ts';
import type { Clock, Item } from './clock.fixture.ts';
import { DiskFull } from './disk.fixture.ts';
import { carryOut, type Place, type Result, type Steps } from './effects.fixture.ts';
import type { Entry } from './history.fixture.ts';

type WithoutTime<Any> = Any extends unknown ? Omit<Any, 'at'> : never;
export type Record = (entry: WithoutTime<Entry>) => void;
export type Machine = (state: State, event: Event) => Step;
type Journal = Extract<Effect, { kind: 'journal' }>;

/** What waits for the next step of an effect, and for the next write of the journal; and what may be said once more. */
export interface Faults {
  step?: 'hang' | { readonly final: boolean };
  journal?: boolean;
  spoil?: boolean;
  lastAnswer?: Answer;
  /** How far the device's clock is wrong, in milliseconds. */
  skew: number;
}

interface Task {
  readonly effect: Effect;
  steps: Steps;
  ended: boolean;
}

export interface ExecutorOptions {
  readonly clock: Clock;
  /** The number of the process, which owns all that it has planned. */
  readonly process: number;
  readonly machine: Machine;
  readonly record: Record;
  readonly place: Place;
  readonly faults: Faults;
  readonly report: (effect: Extract<Effect, { kind: 'report' }>) => void;
  /** As the journal has it. */
  readonly state: State;
}

/** Keeps the state of one process in memory, and carries out effects by the rules that stand at `Effect`. */
export class Executor {
  state: State;
  private readonly options: ExecutorOptions;
  private durable: State;
  private writing = false;
  private ended = false;
  private readonly inbox: Event[] = [];
  private tasks: Task[] = [];
  private readonly begun = new Set<string>();
  /** What a step has asked for whose journal could not be written, the latest of each kind. */
  private readonly owed = new Map<string, Effect>();
  private readonly timers = new Map<Timer, { readonly item: Item; readonly turn: number }>();

  constructor(options: ExecutorOptions) {
    this.options = options;
    this.state = options.state;
    this.durable = options.state;
    options.record({ kind: 'durable', state: options.state });
  }

  receive(event: Event): void {
    this.inbox.push(event);
    this.drain();
  }

  isDoing(kinds: readonly Effect['kind'][]): boolean {
    return this.tasks.some(({ effect }) => kinds.includes(effect.kind));
  }

  /** The process is gone, whatever it was about. */
  end(): void {
    this.ended = true;
    for (const task of this.tasks) task.ended = true;
    this.options.clock.drop(this.options.process);
  }

  /** One event at a time; none while the journal is being written. */
  private drain(): void {
    const { machine, record, faults } = this.options;
    while (!this.writing && !this.ended) {
      const event = this.inbox.shift();
      if (event === undefined) return;
      const { state, effects } = machine(this.state, { ...event, time: event.time + faults.skew });
      record({ kind: 'step', event, state, effects });
      this.state = state;
      this.perform(effects);
    }
  }

  private perform(effects: readonly Effect[]): void {
    for (const [index, effect] of effects.entries()) {
      if (effect.kind !== 'journal') this.begin(effect);
      else if (effect.state !== this.durable) {
        this.write(effect, effects.slice(index + 1));
        return;
      }
    }
  }

  private later(milliseconds: number, run: () => void): Item {
    return this.options.clock.in(milliseconds, this.options.process, run);
  }

  private write(effect: Journal, others: readonly Effect[]): void {
    const { place, faults } = this.options;
    this.writing = true;
    this.later(5, () => {
      if (faults.journal || place.disk.full) {
        delete faults.journal;
        this.unwritten(effect, others);
        return;
      }
      place.writeJournal(effect.state);
      this.later(5, () => this.written(effect, others));
    });
  }

  private unwritten({ turn, attempt }: Journal, others: readonly Effect[]): void {
    const begun = this.durable.turn === turn;
    for (const effect of others)
      this.owed.set(effect.kind === 'arm' ? `arm ${effect.timer}` : effect.kind, effect);
    this.writing = false;
    this.inbox.unshift({ kind: 'unwritten', time: this.options.clock.now, turn, attempt, begun });
    this.drain();
  }

  private written({ turn, state }: Journal, others: readonly Effect[]): void {
    const { place, record } = this.options;
    place.disk.sync('journal');
    this.durable = state;
    record({ kind: 'durable', state });
    this.writing = false;
    this.endOlderThan(turn);
    const owed = [...this.owed.values()].filter((each) => each.turn === turn);
    this.owed.clear();
    this.perform([...owed, ...others]);
    this.drain();
  }

  private endOlderThan(turn: number): void {
    for (const task of this.tasks) if (task.effect.turn < turn) task.ended = true;
    this.tasks = this.tasks.filter(({ ended }) => !ended);
    for (const [name, timer] of this.timers)
      if (timer.turn < turn) {
        timer.item.dropped = true;
        this.timers.delete(name);
      }
  }

  private begin(effect: Effect): void {
    const { record, report, place } = this.options;
    if (effect.kind === 'arm') {
      this.arm(effect);
      return;
    }
    if (effect.kind === 'report') {
      record({ kind: 'begun', effect });
      report(effect);
      return;
    }
    const key = `${effect.turn} ${effect.kind}`;
    if (this.begun.has(key)) return;
    this.begun.add(key);
    record({ kind: 'begun', effect });
    // Before anything that may fail.
    if (effect.kind === 'start' && effect.how === 'here') place.letIn();
    const task: Task = { effect, steps: carryOut(effect, place), ended: false };
    this.tasks.push(task);
    this.advance(task);
  }

  private arm({ timer, turn, attempt, milliseconds }: Extract<Effect, { kind: 'arm' }>): void {
    const old = this.timers.get(timer);
    if (old) old.item.dropped = true;
    const item = this.later(milliseconds, () =>
      this.receive({ kind: 'timer', time: this.options.clock.now, turn, timer, attempt }),
    );
    this.timers.set(timer, { item, turn });
  }

  private advance(task: Task): void {
    if (task.ended) return;
    const { faults, clock, place } = this.options;
    const { step } = faults;
    delete faults.step;
    if (step === 'hang') {
      if (task.effect.kind === 'start') place.stuck = true;
      return;
    }
    let result: Result;
    try {
      if (step) throw Object.assign(new DiskFull('EIO'), step);
      const next = task.steps.next();
      // The step may have ended the process.
      if (task.ended) return;
      if (!next.done) {
        this.later(next.value, () => this.advance(task));
        return;
      }
      result = next.value;
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      if (task.effect.kind === 'safe') {
        task.steps = carryOut(task.effect, place);
        this.later(1000, () => this.advance(task));
        return;
      }
      const final = 'final' in error && error.final === true;
      result = { kind: 'failed', error: { code: error.message, message: 'the disk' }, final };
    }
    task.ended = true;
    this.tasks = this.tasks.filter((other) => other !== task);
    if (result === undefined || task.effect.kind === 'discard' || task.effect.kind === 'safe') return;
    const answer = { ...result, turn: task.effect.turn, time: clock.now } as Answer;
    faults.lastAnswer = answer;
    this.receive(answer);
  }
}
