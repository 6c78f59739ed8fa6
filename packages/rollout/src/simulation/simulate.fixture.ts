import assert from 'node:assert/strict';
import { type Desired, phaseOf, step } from '../index.ts';
import { Clock, outside } from './clock.fixture.ts';
import { Device } from './device.fixture.ts';
import type { Machine, Record } from './executor.fixture.ts';
import type { Entry, History } from './history.fixture.ts';
import { Hub } from './hub.fixture.ts';
import { type Happening, type Script, whenQuiet } from './script.fixture.ts';

/** Steps of the simulation after the last fault within which all has to be settled. */
export const stepsToSettle = 1500;

/** How often a person looks whether flows are stopped. */
const looks = 60;

/** A script has some hundreds or thousands; with more of them something goes on for ever. */
const mostSteps = 50_000;

/** What is delivered once everything works again. */
const lastIssue: Happening = {
  after: 0,
  kind: 'issue',
  behaviour: 'good',
  modules: false,
  drift: 'report',
  again: false,
  aboveFloor: 1,
  withoutRelease: false,
  environment: true,
};

/** What a test may do at a moment that it waits for. */
export interface Hands {
  readonly clock: Clock;
  readonly device: Device;
  readonly lasting: { full: number; curse: number; deaf: number };
  happen(happening: Happening): void;
}

export interface Played {
  readonly machine?: Machine;
  /** Is told each entry as soon as it is there. */
  readonly onEntry?: (entry: Entry, hands: Hands) => void;
}

/** Plays a script: the same script, the same history. */
export function simulate(script: Script, { machine = step, onEntry }: Played = {}): History {
  return new World(script, machine, onEntry).play();
}

class World implements Hands {
  readonly clock = new Clock();
  private readonly entries: Entry[] = [];
  private readonly hub = new Hub();
  readonly device: Device;
  readonly lasting = { full: 0, curse: 0, deaf: 0 };
  private readonly record: Record;
  private late = false;
  private edits = 0;
  private healed = false;

  private readonly script: Script;

  constructor(script: Script, machine: Machine, onEntry: Played['onEntry']) {
    this.script = script;
    const record: Record = (given) => {
      const entry = { at: this.clock.now, ...given } as Entry;
      this.entries.push(entry);
      onEntry?.(entry, this);
    };
    this.record = record;
    this.device = new Device({
      clock: this.clock,
      record,
      machine,
      restart: script.restart,
      releases: this.hub.releases,
      report: ({ report }) => {
        this.clock.in(50, outside, () => {
          if (this.lasting.deaf > 0) return;
          record({ kind: 'reported', report });
          const jobs = this.hub.hear(report);
          if (jobs.length > 0) this.say({ kind: 'acknowledged', jobs });
        });
      },
      booted: () => this.send(this.hub.issued.at(-1)),
    });
  }

  play(): History {
    this.device.boot('unknown');
    const left = [...this.script.happenings];
    let steps = 0;
    for (let made = 0; left.length > 0; made += 1) {
      steps += 1;
      assert.ok(steps <= mostSteps, 'it never comes to rest');
      while (left[0] !== undefined && left[0].after <= made) this.happen(left.shift() as Happening);
      this.wearOff();
      if (this.clock.next() || left[0] === undefined) continue;
      // Nothing happens by itself any more: the steps until then are left out.
      if (left[0].after < whenQuiet.after) made = left[0].after - 1;
      else this.happen(left.shift() as Happening);
    }
    this.heal();
    for (let made = 0; made < stepsToSettle; made += 1) {
      if (this.isSettled()) {
        const { runs: running, slots, state } = this.device;
        this.record({ kind: 'settled', running, slots, state });
        return this.entries;
      }
      this.clock.next();
    }
    this.record({ kind: 'unsettled', state: this.device.state });
    return this.entries;
  }

  private heal(): void {
    this.record({ kind: 'healed' });
    this.healed = true;
    this.lasting.full = this.lasting.curse = this.lasting.deaf = 0;
    this.wearOff();
    delete this.device.faults.step;
    delete this.device.faults.journal;
    delete this.device.faults.spoil;
    this.late = false;
    // Where nothing restarts a Node-RED that hangs, a person does.
    if (this.device.stuck) this.device.end('killed');
    this.device.receive({ kind: 'lock', time: this.clock.now, locked: false });
    this.happen(lastIssue);
    this.askAgain();
  }

  /** A hub that hears nothing sends its wish again. */
  private askAgain(): void {
    this.clock.in(60_000, outside, () => {
      const last = this.hub.issued.at(-1);
      if (last === undefined || this.hub.known.has(last.job)) return;
      this.send(last);
      this.askAgain();
    });
  }

  private isSettled(): boolean {
    const { state, alive, isDiscarding } = this.device;
    const last = this.hub.issued.at(-1);
    return (
      alive &&
      !isDiscarding &&
      state.work === undefined &&
      state.outcomes.every(({ acknowledged }) => acknowledged) &&
      last !== undefined &&
      this.hub.known.has(last.job)
    );
  }

  private brownout(times: number, every: number): void {
    if (this.healed) return;
    this.device.end('power');
    // A device that is off takes a second to start.
    if (times > 1) this.clock.in(1000 + every, outside, () => this.brownout(times - 1, every));
  }

  /** Somebody looks at the device every minute for an hour. */
  private approve(times: number): void {
    if (this.healed) return;
    this.edits += 1;
    this.device.approve(this.edits);
    if (times > 1) this.clock.in(60_000, outside, () => this.approve(times - 1));
  }

  private edit(times: number): void {
    if (this.healed) return;
    this.edits += 1;
    this.device.edit(this.edits);
    if (times > 1) this.clock.in(60_000, outside, () => this.edit(times - 1));
  }

  private send(desired: Desired | undefined): void {
    if (desired) this.say({ kind: 'desired', desired });
  }

  private say(
    event: { kind: 'desired'; desired: Desired } | { kind: 'acknowledged'; jobs: readonly string[] },
  ): void {
    const milliseconds = this.late ? 30_000 : 50;
    this.late = false;
    this.clock.in(milliseconds, outside, () => this.device.receive({ ...event, time: this.clock.now }));
  }

  private wearOff(): void {
    for (const name of ['full', 'curse', 'deaf'] as const)
      this.lasting[name] = Math.max(0, this.lasting[name] - 1);
    this.device.disk.full = this.lasting.full > 0;
    this.device.cursed = this.lasting.curse > 0;
  }

  happen(happening: Happening): void {
    const { clock, device, hub, lasting } = this;
    this.record({ kind: 'happened', happening });
    const time = clock.now;
    switch (happening.kind) {
      case 'issue':
        this.send(hub.issue(happening));
        break;
      case 'repeat':
        this.send(hub.issued.at(-1 - happening.back));
        break;
      case 'power':
        device.end('power', happening.survivors);
        break;
      case 'brownout':
        this.brownout(happening.times, happening.every);
        break;
      case 'kill':
        device.end('killed');
        break;
      case 'stop':
        device.receive({ kind: 'stop', time });
        clock.in(200, outside, () => device.end('stopped'));
        break;
      case 'fail':
        device.faults.step = { final: happening.final };
        break;
      case 'hang':
        device.faults.step = 'hang';
        break;
      case 'unwritten':
        device.faults.journal = true;
        break;
      case 'spoil':
        device.faults.spoil = true;
        break;
      case 'approve':
        this.approve(looks);
        break;
      case 'echo':
        if (device.faults.lastAnswer) device.receive(device.faults.lastAnswer);
        break;
      case 'late':
        this.late = true;
        break;
      case 'lock':
      case 'unlock':
        device.receive({ kind: 'lock', time, locked: happening.kind === 'lock' });
        break;
      case 'rot':
        device.rot(happening.which);
        break;
      case 'clock':
        device.faults.skew = happening.hours * 3_600_000;
        break;
      case 'manage':
        device.restartKind = happening.restart;
        break;
      case 'edit':
        this.edit(happening.times);
        break;
      default:
        lasting[happening.kind] = happening.steps;
    }
    this.wearOff();
  }
}

export const isAtRest = (entry: Extract<Entry, { kind: 'settled' }>): boolean =>
  entry.running !== undefined && phaseOf(entry.state) === 'idle';
