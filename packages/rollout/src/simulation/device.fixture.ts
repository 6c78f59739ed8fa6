import {
  type Answer,
  type Cause,
  type Effect,
  type Event,
  flowsAtStart,
  newDevice,
  type RestartKind,
  readJournal,
  type State,
  type Step,
  type Timer,
  writeJournal,
} from '../index.ts';
import { type Clock, type Item, outside } from './clock.fixture.ts';
import { Disk, DiskFull } from './disk.fixture.ts';
import { carryOut, type KnownRelease, type Place, type Result, type Steps } from './effects.fixture.ts';
import { digestIn, type Files, live, parts, readFiles, revisionOf } from './files.fixture.ts';
import type { Entry } from './history.fixture.ts';

type WithoutTime<Any> = Any extends unknown ? Omit<Any, 'at'> : never;
export type Record = (entry: WithoutTime<Entry>) => void;
export type Machine = (state: State, event: Event) => Step;

/** The one fault that waits for the next step of an effect, or the next write of the journal. */
export interface Armed {
  step?: 'hang' | { readonly final: boolean };
  journal?: boolean;
}

interface Task {
  readonly effect: Effect;
  readonly steps: Steps;
  ended: boolean;
}

export interface Surroundings {
  readonly clock: Clock;
  readonly record: Record;
  readonly machine: Machine;
  readonly restart: RestartKind;
  readonly releases: ReadonlyMap<string, KnownRelease>;
  readonly report: (effect: Extract<Effect, { kind: 'report' }>) => void;
  readonly booted: () => void;
}

/** One gateway: its disk, its Node-RED, and what carries out the machine's effects. */
export class Device implements Place {
  disk = new Disk();
  readonly armed: Armed = {};
  cursed = false;
  alive = false;
  blocked = false;
  state: State;
  lastAnswer: Answer | undefined;
  private process = 0;
  private files: Files | undefined;
  private durable: State | undefined;
  private writing = false;
  private inbox: Event[] = [];
  private tasks: Task[] = [];
  private begun = new Set<string>();
  private timers = new Map<Timer, { readonly item: Item; readonly turn: number }>();

  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
    this.state = newDevice(around.restart);
    for (const part of parts) this.disk.write(`${live}/${part}`, 'local:original');
    this.disk.write('journal', writeJournal(this.state));
    this.disk.sync('');
  }

  get releases(): ReadonlyMap<string, KnownRelease> {
    return this.around.releases;
  }

  get running(): () => { readonly version: string } | undefined {
    return () => this.files && { version: this.files.flows };
  }

  get runs(): Files | undefined {
    return this.files;
  }

  touched(slot: string): void {
    this.around.record({ kind: 'touched', slot });
  }

  /** Starts Node-RED, which asks the journal before it loads flows. */
  boot(cause: Cause): void {
    if (this.alive) return;
    this.process += 1;
    this.alive = true;
    // The process before may have been killed between writing and syncing.
    this.disk.sync('journal');
    const state = readJournal(this.disk.read('journal') ?? '');
    this.state = state;
    this.durable = state;
    this.around.record({ kind: 'durable', state });
    if (flowsAtStart(state) === 'run') this.loadByItself();
    this.receive({ kind: 'booted', time: this.around.clock.now, cause, restart: this.around.restart });
    this.around.booted();
  }

  receive(event: Event): void {
    if (!this.alive || this.blocked) return;
    this.inbox.push(event);
    this.drain();
  }

  private drain(): void {
    while (!this.writing) {
      const event = this.inbox.shift();
      if (event === undefined) return;
      const { state, effects } = this.around.machine(this.state, event);
      this.around.record({ kind: 'step', event, state, effects });
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

  private write(effect: Extract<Effect, { kind: 'journal' }>, others: readonly Effect[]): void {
    this.writing = true;
    const { turn, attempt, state } = effect;
    const later = (run: () => void): void => {
      this.around.clock.in(5, this.process, run);
    };
    const fail = (): void => {
      this.writing = false;
      const begun = this.durable?.turn === turn;
      this.inbox.unshift({ kind: 'unwritten', time: this.around.clock.now, turn, attempt, begun });
      this.drain();
    };
    later(() => {
      if (this.armed.journal || this.disk.full) {
        delete this.armed.journal;
        fail();
        return;
      }
      this.disk.write('journal', writeJournal(state));
      later(() => {
        this.disk.sync('journal');
        this.durable = state;
        this.around.record({ kind: 'durable', state });
        this.writing = false;
        this.endOlderThan(turn);
        this.perform(others);
        this.drain();
      });
    });
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
    const { clock, record, report } = this.around;
    if (effect.kind === 'arm') {
      const { timer, turn, attempt, milliseconds } = effect;
      const old = this.timers.get(timer);
      if (old) old.item.dropped = true;
      const item = clock.in(milliseconds, this.process, () =>
        this.receive({ kind: 'timer', time: clock.now, turn, timer, attempt }),
      );
      this.timers.set(timer, { item, turn });
      return;
    }
    if (effect.kind === 'report') {
      record({ kind: 'begun', effect });
      report(effect);
      return;
    }
    const key = `${this.process} ${effect.turn} ${effect.kind}`;
    if (this.begun.has(key)) return;
    this.begun.add(key);
    record({ kind: 'begun', effect });
    const task: Task = { effect, steps: carryOut(effect, this), ended: false };
    this.tasks.push(task);
    this.advance(task);
  }

  private advance(task: Task): void {
    if (task.ended) return;
    const { step } = this.armed;
    delete this.armed.step;
    if (step === 'hang') return;
    let result: Result;
    try {
      if (step) throw Object.assign(new DiskFull('EIO'), step);
      const next = task.steps.next();
      // The step may have ended the process.
      if (task.ended) return;
      if (!next.done) {
        this.around.clock.in(next.value, this.process, () => this.advance(task));
        return;
      }
      result = next.value;
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      const final = 'final' in error && error.final === true;
      result = { kind: 'failed', error: { code: error.message, message: 'the disk' }, final };
    }
    task.ended = true;
    this.tasks = this.tasks.filter((other) => other !== task);
    if (result === undefined || task.effect.kind === 'discard' || task.effect.kind === 'safe') return;
    this.lastAnswer = { ...result, turn: task.effect.turn, time: this.around.clock.now } as Answer;
    this.receive(this.lastAnswer);
  }

  load(): string | undefined {
    const { clock } = this.around;
    const files = readFiles(this.disk, live);
    if (files === undefined) return undefined;
    this.files = files;
    this.around.record({ kind: 'runs', files });
    const behaviour = this.cursed
      ? 'crashes at start'
      : (this.releases.get(digestIn(files.flows))?.behaviour ?? 'good');
    const crashesIn = { 'crashes at start': 500, 'crashes later': 8000 }[behaviour as string];
    if (crashesIn !== undefined)
      clock.in(crashesIn, this.process, () => {
        if (this.files === files) this.end('crashed');
      });
    if (behaviour === 'blocks') {
      clock.in(2000, this.process, () => {
        if (this.files === files) this.block();
      });
    }
    if (behaviour === 'crashes at start') return undefined;
    return behaviour === 'is another revision' ? 'rev-empty' : revisionOf(files.flows);
  }

  private loadByItself(): void {
    const rev = this.load();
    if (rev === undefined) return;
    this.around.clock.in(400, this.process, () =>
      this.receive({ kind: 'running', time: this.around.clock.now, rev }),
    );
  }

  stopFlows(): void {
    this.files = undefined;
    this.around.record({ kind: 'stopped' });
  }

  /** Somebody deploys in the editor; refused while the lock of flows is held for a change-over. */
  edit(number: number): void {
    const locked = this.tasks.some(({ effect }) => ['keep', 'switch', 'start'].includes(effect.kind));
    if (!this.alive || this.blocked || this.files === undefined || locked || this.disk.full) return;
    const name = `local:edit-${number}`;
    for (const part of parts) this.disk.write(`${live}/${part}`, name);
    this.disk.sync(live);
    this.files = { flows: name, credentials: name, environment: name };
    this.around.record({ kind: 'runs', files: this.files });
    this.receive({ kind: 'running', time: this.around.clock.now, rev: revisionOf(name) });
  }

  restart(): void {
    this.end('restarted');
  }

  private block(): void {
    this.blocked = true;
    this.around.clock.drop(this.process);
    const supervised = this.around.restart === 'supervised';
    this.around.clock.in(supervised ? 30_000 : 3_600_000, outside, () => {
      if (this.blocked) this.end(supervised ? 'blocked' : 'power', 255);
    });
  }

  /** @param survivors bits of unsynced writes that a loss of power leaves */
  end(why: 'crashed' | 'killed' | 'blocked' | 'restarted' | 'stopped' | 'power', survivors = 0): void {
    if (!this.alive) return;
    const { clock, record, restart } = this.around;
    if (why === 'power') this.disk.lose((index) => ((survivors >> (index % 8)) & 1) === 1);
    this.alive = false;
    this.blocked = false;
    this.files = undefined;
    this.writing = false;
    this.inbox = [];
    for (const task of this.tasks) task.ended = true;
    this.tasks = [];
    this.begun.clear();
    this.timers.clear();
    clock.drop(this.process);
    record({ kind: 'ended', why });
    const byItself = why === 'power' || restart !== 'none';
    clock.in(byItself ? 1000 : 600_000, outside, () => this.boot(causeOf(why, restart)));
  }
}

function causeOf(why: string, restart: RestartKind): Cause {
  if (why === 'power') return 'reboot';
  if (restart !== 'supervised') return 'unknown';
  if (why === 'blocked') return 'blocked';
  return why === 'crashed' || why === 'killed' ? 'crash' : 'unknown';
}
