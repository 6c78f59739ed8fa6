import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Reported, readEnrolmentCode } from '@millwright/release';
import type { Dispose, Host } from '@millwright/runtime';
import { storageFailure } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';
import { Core } from '../core.ts';
import type { Machine } from '../machine.ts';
import type { HubSide as HubCarry } from '../make-machine.ts';
import { watchWhatRuns } from '../own/what-runs.ts';
import { HubClient } from '../road/hub-client.ts';
import { destroyDeviceKeys, keepEnrolled, keysToEnrolWith, readDeviceKeys } from './device-keys.ts';
import { enrolAt } from './enrol.ts';
import { HubSide } from './hub-side.ts';
import { type Identity, readIdentity, removeIdentity, writeIdentity } from './identity.ts';
import { clockOf } from './own-clock.ts';
import type { Places } from './places.ts';
import { withoutHub } from './without-hub.ts';

export interface MembershipOptions {
  readonly host: Host;
  readonly places: Places;
  readonly versions: Reported['versions'];
  /** `millwright.fleet.restart` of `settings.js`. */
  readonly restartSetting: unknown;
  /** Who says "not now" here. */
  readonly held: () => Reported['held'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Something that people are shown is another. */
  readonly onChanged: () => void;
}

/** What is at work while this instance belongs to a hub. */
interface Joined {
  readonly hub: HubSide;
  readonly forget: Dispose;
}

/** Whether this instance belongs to a hub. Enrolling and leaving take turns: neither begins while the other is under way. */
export class Membership {
  readonly core: Core;
  readonly #options: MembershipOptions;
  readonly #ended = new AbortController();
  #identity: Identity | undefined;
  /** Made with the machine. */
  #hub: HubSide | undefined;
  #joined: Joined | undefined;
  #isEnrolling = false;
  #leaving: Promise<void> | undefined;
  #trouble: Error | undefined;
  /** On a clock that never jumps: since when what runs is watched. */
  #watchedSince: number | undefined;

  constructor(options: MembershipOptions) {
    const { host, places, restartSetting } = options;
    this.#options = options;
    this.core = new Core({
      host,
      directory: places.directory,
      restartSetting,
      hub: () => this.#identity?.hub ?? 'the hub',
      hubSide: () => this.#openHub(),
    });
  }

  /** Resolves once Node-RED may load its flows. What is wrong is said to people, and flows run. */
  async start(): Promise<void> {
    try {
      this.#identity = readIdentity(this.#options.places.identity);
    } catch (error) {
      this.#fail(error as Error);
    }
    await this.core.start(this.#identity !== undefined);
  }

  get identity(): Identity | undefined {
    return this.#joined?.hub.identity ?? this.#identity;
  }

  get hub(): HubSide | undefined {
    return this.#hub;
  }

  get isEnrolling(): boolean {
    return this.#isEnrolling;
  }

  get trouble(): Error | undefined {
    return this.#trouble ?? this.core.trouble;
  }

  /** For how many milliseconds what runs has been watched. */
  get watched(): number | undefined {
    return this.#watchedSince === undefined ? undefined : performance.now() - this.#watchedSince;
  }

  /** The machine of a device. @throws `fleet.not-enrolled`, or why there is none */
  expect(): Machine {
    const { machine } = this.core;
    if (!machine || !this.#identity) throw this.trouble ?? fleetErrors.notEnrolled();
    return machine;
  }

  /**
   * Makes this instance a device of the hub that a code names.
   *
   * @throws `fleet.already-enrolled`, `fleet.enrolling`, `fleet.other-process`, as `readEnrolmentCode` and `enrolAt`, or why this
   *   Node-RED can be none
   */
  async enrol(text: string, name?: string): Promise<void> {
    const { places, onChanged } = this.#options;
    if (this.#isEnrolling) throw fleetErrors.enrolling();
    this.#isEnrolling = true;
    try {
      // How that ends is said to whoever leaves.
      await this.#leaving?.catch(() => {});
      await this.#enrol(text, name || hostname());
    } catch (error) {
      this.core.disclaim();
      throw storageFailure(error, places.directory) ?? error;
    } finally {
      this.#isEnrolling = false;
      onChanged();
    }
    this.join();
  }

  /** Its keys are destroyed, its flows run on. @throws `fleet.not-enrolled`, `fleet.enrolling`, as `Core.leave` */
  async leave(): Promise<void> {
    if (this.#isEnrolling) throw fleetErrors.enrolling();
    this.#leaving ??= this.#leave().finally(() => {
      this.#leaving = undefined;
    });
    await this.#leaving;
  }

  /** From now on the hub is listened to, and told. */
  join(): void {
    const { host, onChanged } = this.#options;
    const hub = this.#hub;
    const { machine } = this.core;
    if (!hub || !machine) return;
    const unwatch = machine.onChanged(({ work }) => {
      this.#watchedSince = work?.phase === 'watching' ? (this.#watchedSince ?? performance.now()) : undefined;
      onChanged();
    });
    hub.start(machine);
    const unrun = watchWhatRuns(
      host,
      (rev) => this.core.revisionToTell(rev),
      (rev, told) => hub.run(rev, told),
      host.log,
    );
    const forget = (): void => {
      unwatch();
      unrun();
    };
    this.#joined = { hub, forget };
    onChanged();
  }

  /** The plugin is removed. */
  async close(): Promise<void> {
    this.#ended.abort(fleetErrors.notEnrolled());
    await this.#part();
  }

  async #enrol(text: string, name: string): Promise<void> {
    const { host, places, now, onChanged } = this.#options;
    if (this.#identity) throw fleetErrors.alreadyEnrolled({ hub: this.#identity.hub });
    const code = readEnrolmentCode(text);
    host.nodeRed.flowFiles();
    this.#trouble = undefined;
    onChanged();
    await this.core.claim();
    const hub = new HubClient(code.url);
    try {
      const keys = keysToEnrolWith(places.keys, code.key.public.keyid, randomBytes);
      const { signal } = this.#ended;
      const clock = () => clockOf(now(), 0);
      const identity = await enrolAt({ code, hub, name, keys, random: randomBytes, clock, signal });
      signal.throwIfAborted();
      this.#identity = identity;
      // One that an enrolment has left which was cut off here.
      if (this.core.machine) await this.core.leave();
      await this.core.begin();
      // The last of all: without it this instance is no device after the next start.
      writeIdentity(places.identity, identity);
      keepEnrolled(places.keys);
    } catch (error) {
      this.#identity = undefined;
      throw error;
    } finally {
      hub.close();
    }
  }

  async #leave(): Promise<void> {
    const { places, onChanged } = this.#options;
    if (!this.#identity && !this.#trouble && !this.core.machine) throw fleetErrors.notEnrolled();
    // First of all, since it refuses.
    await this.core.leave();
    await this.#part();
    removeIdentity(places.identity);
    destroyDeviceKeys(places.keys);
    this.#identity = undefined;
    this.#trouble = undefined;
    onChanged();
  }

  /** Nothing is said to the hub, or heard of it, any more. */
  async #part(): Promise<void> {
    const joined = this.#joined;
    const hub = this.#hub;
    this.#joined = undefined;
    this.#hub = undefined;
    joined?.forget();
    await hub?.close();
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
        core: this.core,
        nodeRed: host.nodeRed,
        versions,
        held: this.#options.held,
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

  #fail(error: Error): void {
    this.#trouble = error;
    this.#options.host.log.error(error.message);
    this.#options.onChanged();
  }
}
