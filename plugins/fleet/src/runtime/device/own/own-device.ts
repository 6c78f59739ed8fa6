import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type EnrolmentCode, type Reported, readEnrolmentCode } from '@millwright/release';
import { flowsAtStart } from '@millwright/rollout';
import type { Dispose, Host } from '@millwright/runtime';
import { storageFailure } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';
import type { OwnState } from '../../../common/fleet.ts';
import { troubleOf } from '../../trouble.ts';
import { Core, type HubSide as HubCarry } from '../core.ts';
import type { Machine } from '../machine.ts';
import {
  destroyDeviceKeys,
  drawDeviceKeys,
  readDeviceKeys,
  writeDeviceKeys,
} from '../membership/device-keys.ts';
import { enrolAt } from '../membership/enrol.ts';
import { HubSide } from '../membership/hub-side.ts';
import { type Identity, readIdentity, removeIdentity, writeIdentity } from '../membership/identity.ts';
import { clockOf } from '../membership/own-clock.ts';
import type { Places } from '../membership/places.ts';
import { withoutHub } from '../membership/without-hub.ts';
import { HubClient } from '../road/hub-client.ts';
import type { Beside } from '../running/beside.ts';
import type { Later } from '../timers.ts';
import type { Sent } from './drift.ts';
import { Locks } from './locks.ts';
import { machineState } from './machine-state.ts';
import type { SafeStart } from './safe-start.ts';
import { belonging, connectionState } from './shown.ts';
import { watchWhatRuns } from './what-runs.ts';

export interface OwnDeviceOptions {
  readonly host: Host;
  readonly places: Places;
  readonly versions: Reported['versions'];
  /** `millwright.fleet.restart` of `settings.js`. */
  readonly restartSetting: unknown;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly later: Later;
  /** Whether its supervisor has started it without flows. */
  readonly safeStart: Pick<SafeStart, 'trouble'>;
  /** Something that people are shown is another. */
  readonly onChanged: () => void;
}

/** What is at work while this instance belongs to a hub. */
interface Membership {
  readonly hub: HubSide;
  readonly machine: Machine;
  readonly forget: Dispose;
}

/** This instance as a device: whether it is one, becoming one, and no longer being one. */
export class OwnDevice {
  readonly #options: OwnDeviceOptions;
  readonly #locks: Locks;
  readonly #core: Core;
  readonly #ended = new AbortController();
  #identity: Identity | undefined;
  /** Made with the machine. */
  #hub: HubSide | undefined;
  #membership: Membership | undefined;
  #isEnrolling = false;
  #trouble: Error | undefined;
  /** On a clock that never jumps: since when what runs is watched. */
  #watchedSince: number | undefined;

  constructor(options: OwnDeviceOptions) {
    const { host, places, restartSetting, now, later, onChanged } = options;
    this.#options = options;
    this.#core = new Core({
      host,
      directory: places.directory,
      restartSetting,
      hub: () => this.#identity?.hub ?? 'the hub',
      hubSide: () => this.#openHub(),
    });
    this.#locks = new Locks({
      file: places.locks,
      now,
      later,
      onChanged: (locked) => {
        this.#core.machine?.receive({ kind: 'lock', locked });
        onChanged();
      },
    });
  }

  /** Resolves once Node-RED may load its flows. What is wrong is said to people, and flows run. */
  async start(): Promise<void> {
    try {
      this.#identity = readIdentity(this.#options.places.identity);
    } catch (error) {
      this.#fail(error as Error);
    }
    this.#locks.load();
    await this.#core.start();
    if (this.#locks.current) this.#core.machine?.receive({ kind: 'lock', locked: true });
    this.#join();
  }

  /** Also while it is becoming one. */
  get isDevice(): boolean {
    return this.#identity !== undefined || this.#isEnrolling;
  }

  /**
   * Makes this instance a device of the hub that a code names.
   *
   * @throws `fleet.already-enrolled`, `fleet.enrolling`, as `readEnrolmentCode` and `enrolAt`, or why this Node-RED can be none
   */
  async enrol(text: string, name?: string): Promise<void> {
    const { host, places, onChanged } = this.#options;
    if (this.#identity) throw fleetErrors.alreadyEnrolled({ hub: this.#identity.hub });
    if (this.#isEnrolling) throw fleetErrors.enrolling();
    const code = readEnrolmentCode(text);
    host.nodeRed.flowFiles();
    this.#isEnrolling = true;
    this.#trouble = undefined;
    onChanged();
    try {
      await this.#enrolWith(code, name || hostname());
    } catch (error) {
      throw storageFailure(error, places.directory) ?? error;
    } finally {
      this.#isEnrolling = false;
      onChanged();
    }
  }

  /** Its keys are destroyed, its flows run on. @throws `fleet.not-enrolled`, `fleet.changing-over` */
  async leave(): Promise<void> {
    const { places, onChanged } = this.#options;
    const { machine } = this.#core;
    if (!this.#identity && !this.#trouble && !machine) throw fleetErrors.notEnrolled();
    // Half a change-over would be left behind, with nobody to end it.
    if (machine && flowsAtStart(machine.state) === 'held') throw fleetErrors.changingOver();
    await this.#part();
    await this.#core.leave();
    removeIdentity(places.identity);
    destroyDeviceKeys(places.keys);
    this.#identity = undefined;
    this.#trouble = undefined;
    onChanged();
  }

  /** A person says "not now", or that all may go on. @throws `fleet.not-enrolled` */
  setLock(locked: boolean, by: string): void {
    this.#expect();
    this.#locks.setByPerson(locked, by);
    this.#options.onChanged();
  }

  get locks(): Pick<Locks, 'lock' | 'unlock'> {
    return this.#locks;
  }

  /** What runs after flows were stopped is good. @throws `fleet.not-enrolled` */
  approve(): void {
    const machine = this.#expect();
    const rev = this.#options.host.nodeRed.getFlows()?.rev;
    if (rev !== undefined) machine.receive({ kind: 'approved', rev });
  }

  /** @param digest of the manifest of a release that failed twice @throws `fleet.not-enrolled` */
  pardon(digest: string): void {
    this.#expect().receive({ kind: 'pardoned', digest });
  }

  /** The flows of the last release that came through here, as they were sent. @throws `fleet.slot-incomplete`, `fleet.slot-damaged` */
  async committed(): Promise<Sent | undefined> {
    const { slot, release } = this.#core.machine?.state.committed ?? {};
    if (slot === undefined) return undefined;
    const { flows } = await this.#core.slots.read(slot);
    return { flows, ...(release && { release: { name: release.name, version: release.version } }) };
  }

  /** What else was changed since then: credentials and modules. */
  beside(): Promise<Beside | undefined> {
    return this.#core.beside();
  }

  state(): OwnState {
    const identity = this.#membership?.hub.identity ?? this.#identity;
    const locked = this.#locks.current;
    const trouble = this.#trouble ?? this.#core.trouble ?? this.#options.safeStart.trouble;
    return {
      stage: this.#stage(identity),
      ...(identity && belonging(identity)),
      ...this.#workState(),
      ...(locked && { locked }),
      restart: this.#core.restart,
      ...(trouble && { trouble: troubleOf(trouble) }),
    };
  }

  /** The plugin is removed. */
  async close(): Promise<void> {
    this.#ended.abort(fleetErrors.notEnrolled());
    this.#locks.close();
    await this.#part();
  }

  async #enrolWith(code: EnrolmentCode, name: string): Promise<void> {
    const { places, now } = this.#options;
    const hub = new HubClient(code.url);
    try {
      const keys = drawDeviceKeys(randomBytes);
      const { signal } = this.#ended;
      const clock = () => clockOf(now(), 0);
      const identity = await enrolAt({ code, hub, name, keys, random: randomBytes, clock, signal });
      writeDeviceKeys(places.keys, keys);
      this.#identity = identity;
      // One that an enrolment has left which was cut off here.
      if (this.#core.machine) await this.#core.leave();
      await this.#core.begin();
      // The last of all: without it this instance is no device after the next start.
      writeIdentity(places.identity, identity);
    } catch (error) {
      this.#identity = undefined;
      throw error;
    } finally {
      hub.close();
    }
    this.#join();
  }

  /** The hub's side of a machine that is being made; where nobody knows the hub, one that says so. */
  #openHub(): HubCarry {
    const { host, places, versions, now, onChanged } = this.#options;
    try {
      if (!this.#identity) throw this.#trouble ?? fleetErrors.notEnrolled();
      this.#hub = new HubSide({
        places,
        identity: this.#identity,
        keys: readDeviceKeys(places.keys),
        core: this.#core,
        nodeRed: host.nodeRed,
        versions,
        npm: () => host.nodeRed.npmProgram(),
        now,
        log: host.log,
        onChanged,
      });
      return this.#hub.carry;
    } catch (error) {
      if (this.#identity) this.#fail(error as Error);
      return withoutHub(error as Error);
    }
  }

  #join(): void {
    const { host, onChanged } = this.#options;
    const hub = this.#hub;
    const { machine } = this.#core;
    if (!hub || !machine) return;
    const unwatch = machine.onChanged(({ work }) => {
      this.#watchedSince = work?.phase === 'watching' ? (this.#watchedSince ?? performance.now()) : undefined;
      onChanged();
    });
    hub.start(machine);
    const unrun = watchWhatRuns(
      host,
      (rev) => this.#core.revisionToTell(rev),
      (rev, told) => hub.run(rev, told),
    );
    const forget = (): void => {
      unwatch();
      unrun();
    };
    this.#membership = { hub, machine, forget };
    onChanged();
  }

  /** Nothing is said to the hub, or heard of it, any more. */
  async #part(): Promise<void> {
    const membership = this.#membership;
    this.#membership = undefined;
    membership?.forget();
    await this.#hub?.close();
    this.#hub = undefined;
  }

  #expect(): Machine {
    const { machine } = this.#core;
    if (!machine || !this.#identity) throw this.#trouble ?? this.#core.trouble ?? fleetErrors.notEnrolled();
    return machine;
  }

  #fail(error: Error): void {
    this.#trouble = error;
    this.#options.host.log.error(error.message);
    this.#options.onChanged();
  }

  #stage(identity: Identity | undefined): OwnState['stage'] {
    if (!identity || this.#isEnrolling) return this.#isEnrolling ? 'enrolling' : 'none';
    return identity.words ? 'words' : 'enrolled';
  }

  #workState(): Pick<OwnState, 'connection' | 'machine' | 'stopped'> {
    const { machine } = this.#core;
    const hub = this.#hub;
    const watched = this.#watchedSince;
    return {
      ...(hub && { connection: connectionState(hub) }),
      ...(machine && {
        machine: machineState(machine.state, {
          ...(hub?.progress && { fetching: hub.progress }),
          ...(watched !== undefined && { watched: performance.now() - watched }),
        }),
      }),
      ...(machine?.state.rest === 'safe' && { stopped: true }),
    };
  }
}
