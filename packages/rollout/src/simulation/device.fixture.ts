import assert from 'node:assert/strict';
import {
  type Cause,
  type Effect,
  type Event,
  flowsAtStart,
  newDevice,
  phases,
  type RestartKind,
  readJournal,
  type State,
  writeJournal,
} from '../index.ts';
import { type Clock, outside } from './clock.fixture.ts';
import { Disk } from './disk.fixture.ts';
import type { KnownRelease, Place } from './effects.fixture.ts';
import { Executor, type Faults, type Machine, type Record } from './executor.fixture.ts';
import { digestIn, type Files, filesOf, live, parts, readFiles, revisionOf } from './files.fixture.ts';

export interface Surroundings {
  readonly clock: Clock;
  readonly record: Record;
  readonly machine: Machine;
  readonly restart: RestartKind;
  readonly releases: ReadonlyMap<string, KnownRelease>;
  readonly report: (effect: Extract<Effect, { kind: 'report' }>) => void;
  readonly booted: () => void;
}

/** So many processes read what was written; those of a long brownout go on with the state itself, which is the same. */
const readers = 5;

/** How a process ends. */
export type End = 'crashed' | 'killed' | 'blocked' | 'restarted' | 'stopped' | 'power';

/** One gateway: its disk, and its Node-RED, which loads what is there and may come to grief by it. */
export class Device implements Place {
  readonly disk = new Disk();
  readonly faults: Faults = { skew: 0 };
  /** Whatever is started crashes. */
  cursed = false;
  restartKind: RestartKind;
  alive = false;
  private blocked = false;
  private isListening = false;
  private process = 0;
  private files: Files | undefined;
  scanned: string | undefined;
  /** A start of flows hangs in this process, and no other one comes through. */
  stuck = false;
  private executor: Executor | undefined;
  /** What was written, by what the disk has for it: most of them are never read. */
  private readonly journals: State[] = [];
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
    this.restartKind = around.restart;
    this.install(filesOf('local:original@modules-0'));
    this.writeJournal(newDevice(around.restart));
    this.disk.sync('');
  }

  writeJournal(state: State): void {
    this.disk.write('journal', String(this.journals.push(state) - 1));
  }

  private journal(): State {
    const written = this.journals[Number(this.disk.read('journal'))];
    assert.ok(written, 'there is no journal');
    return this.process > readers ? written : readJournal(writeJournal(written));
  }

  /** In the memory of the process, or of the last one. */
  get state(): State {
    return this.executor?.state ?? newDevice(this.restartKind);
  }

  get releases(): ReadonlyMap<string, KnownRelease> {
    return this.around.releases;
  }

  get runs(): Files | undefined {
    return this.files;
  }

  get isDiscarding(): boolean {
    return this.executor?.isDoing(['discard']) ?? false;
  }

  /** All that there are, complete or not. */
  get slots(): readonly string[] {
    return [...new Set(this.disk.paths('slots/').map((path) => path.split('/')[1] ?? ''))];
  }

  touched(slot: string): void {
    this.around.record({ kind: 'touched', slot });
  }

  receive(event: Event): void {
    if (this.alive && !this.blocked) this.executor?.receive(event);
  }

  /** Starts Node-RED, which asks the journal before it loads flows. */
  boot(cause: Cause): void {
    if (this.alive) return;
    this.process += 1;
    this.alive = true;
    // The process before may have been killed between writing and syncing.
    this.disk.sync('journal');
    const state = this.journal();
    this.stuck = false;
    this.scanned = this.disk.read(`${live}/modules`);
    const { faults, process, around } = this;
    this.executor = new Executor({ ...around, state, process, faults, place: this });
    const flows = flowsAtStart(state);
    around.record({ kind: 'started', flows });
    this.isListening = flows !== 'held';
    if (flows === 'run') this.loadByItself();
    this.receive({ kind: 'booted', time: around.clock.now, cause, restart: this.restartKind });
    around.booted();
  }

  load(): string | undefined {
    const found = readFiles(this.disk, live);
    if (found === undefined) return undefined;
    const files = { ...found, modules: this.scanned ?? '' };
    this.files = files;
    this.isListening = true;
    this.around.record({ kind: 'runs', files });
    const known = this.releases.get(digestIn(files.flows))?.behaviour ?? 'good';
    const behaviour = this.cursed ? 'crashes at start' : known;
    const whileItRuns = (milliseconds: number, run: () => void): void => {
      this.around.clock.in(milliseconds, this.process, () => {
        if (this.files === files) run();
      });
    };
    switch (behaviour) {
      case 'crashes at start':
        whileItRuns(500, () => this.end('crashed'));
        return undefined;
      case 'crashes later':
        whileItRuns(8000, () => this.end('crashed'));
        break;
      case 'blocks':
        whileItRuns(2000, () => this.block());
        break;
      case 'is another revision':
        return 'rev-empty';
    }
    return revisionOf(files.flows);
  }

  private install(files: Files): void {
    for (const part of parts) this.disk.write(`${live}/${part}`, files[part]);
  }

  private loadByItself(): void {
    const rev = this.load();
    if (rev === undefined) return;
    const { clock } = this.around;
    clock.in(400, this.process, () => this.receive({ kind: 'running', time: clock.now, rev }));
  }

  stopFlows(): void {
    this.files = undefined;
    this.isListening = true;
    this.around.record({ kind: 'stopped' });
  }

  letIn(): void {
    if (!this.isListening) this.stopFlows();
  }

  /** Somebody deploys in the editor; refused while the lock of flows is held for a change-over. */
  edit(number: number): void {
    const locked = this.executor?.isDoing(['keep', 'switch', 'start']);
    if (!this.alive || this.blocked || this.files === undefined || locked || this.disk.full) return;
    const name = `local:edit-${number}@${this.files.modules}`;
    this.files = filesOf(name);
    this.install(this.files);
    this.disk.sync(live);
    this.around.record({ kind: 'runs', files: this.files });
    this.receive({ kind: 'running', time: this.around.clock.now, rev: revisionOf(name) });
  }

  /** A person mends what was stopped. A Node-RED that holds its flows does not listen. */
  approve(number: number): void {
    const { rest, work } = this.state;
    const canBe = this.alive && !this.blocked && this.isListening && !this.disk.full;
    if (!canBe || rest !== 'safe' || phases[work?.phase ?? rest].newer !== 'at once') return;
    this.install(filesOf(`local:approved-${number}@${this.scanned}`));
    this.disk.sync(live);
    const rev = this.load();
    if (rev !== undefined) this.receive({ kind: 'approved', time: this.around.clock.now, rev });
  }

  /** The mark of a slot cannot be read any more. */
  rot(which: number): void {
    const marks = this.disk.paths('slots/').filter((path) => path.endsWith('/complete'));
    const mark = marks[which % Math.max(1, marks.length)];
    if (mark === undefined) return;
    this.disk.remove(mark);
    this.disk.sync(mark);
  }

  restart(): void {
    this.end('restarted');
  }

  /** Nothing of the process moves any more, until somebody ends it. */
  private block(): void {
    const { clock } = this.around;
    this.blocked = true;
    clock.drop(this.process);
    const supervised = this.restartKind === 'supervised';
    clock.in(supervised ? 30_000 : 3_600_000, outside, () => {
      if (this.blocked) this.end(supervised ? 'blocked' : 'power', 255);
    });
  }

  /** @param survivors bits of unsynced writes that a loss of power leaves */
  end(why: End, survivors = 0): void {
    if (!this.alive) return;
    const { clock, record } = this.around;
    if (why === 'power') this.disk.lose((index) => ((survivors >> (index % 8)) & 1) === 1);
    this.alive = false;
    this.blocked = false;
    this.files = undefined;
    this.executor?.end();
    record({ kind: 'ended', why });
    const cause = causeOf(why, this.restartKind);
    const byItself = why === 'power' || this.restartKind !== 'none';
    clock.in(byItself ? 1000 : 600_000, outside, () => this.boot(cause));
  }
}

function causeOf(why: End, restart: RestartKind): Cause {
  if (why === 'power') return 'reboot';
  if (restart !== 'supervised') return 'unknown';
  if (why === 'blocked') return 'blocked';
  return why === 'crashed' || why === 'killed' ? 'crash' : 'unknown';
}
