import type { OwnState } from '../../../common/fleet.ts';
import { troubleOf } from '../../trouble.ts';
import type { Identity } from '../membership/identity.ts';
import { Membership, type MembershipOptions } from '../membership/membership.ts';
import type { Beside } from '../running/beside.ts';
import type { Later } from '../timers.ts';
import type { Sent } from './drift.ts';
import { Locks } from './locks.ts';
import { machineState } from './machine-state.ts';
import type { SafeStart } from './safe-start.ts';
import { belonging, connectionState } from './shown.ts';

export interface OwnDeviceOptions extends Omit<MembershipOptions, 'held'> {
  readonly later: Later;
  /** Whether its supervisor has started it without flows. */
  readonly safeStart: Pick<SafeStart, 'trouble'>;
}

/** This instance as a device, for people at it: what is shown, and what they may say. */
export class OwnDevice {
  readonly #options: OwnDeviceOptions;
  readonly #locks: Locks;
  readonly #membership: Membership;

  constructor(options: OwnDeviceOptions) {
    const { places, now, later, onChanged } = options;
    this.#options = options;
    this.#membership = new Membership({ ...options, held: () => this.#locks.current });
    this.#locks = new Locks({
      file: places.locks,
      now,
      elapsed: () => performance.now(),
      later,
      onUnsaved: (error) =>
        options.host.log.warn(`"Not now" would not last over a restart: ${(error as Error).message}`),
      onChanged: (locked) => {
        this.#membership.core.machine?.receive({ kind: 'lock', locked });
        this.#membership.hub?.tell();
        onChanged();
      },
    });
  }

  /** Resolves once Node-RED may load its flows. What is wrong is said to people, and flows run. */
  async start(): Promise<void> {
    this.#locks.load();
    await this.#membership.start();
    if (this.#locks.current) this.#membership.core.machine?.receive({ kind: 'lock', locked: true });
    this.#membership.join();
  }

  /** Also while it is becoming one. */
  get isDevice(): boolean {
    return this.#membership.identity !== undefined || this.#membership.isEnrolling;
  }

  /** As {@link Membership.enrol}. */
  enrol(code: string, name?: string): Promise<void> {
    return this.#membership.enrol(code, name);
  }

  /** As {@link Membership.leave}. */
  leave(): Promise<void> {
    return this.#membership.leave();
  }

  /** A person says "not now", or that all may go on. @throws `fleet.not-enrolled`, as `Locks.setByPerson` */
  async setLock(locked: boolean, by: string): Promise<void> {
    this.#membership.expect();
    const said = this.#locks.setByPerson(locked, by);
    this.#options.onChanged();
    await said;
  }

  get locks(): Pick<Locks, 'lock' | 'unlock'> {
    return this.#locks;
  }

  /** What runs after flows were stopped is good. @throws `fleet.not-enrolled` */
  approve(): void {
    const machine = this.#membership.expect();
    const rev = this.#options.host.nodeRed.getFlows()?.rev;
    if (rev !== undefined) machine.receive({ kind: 'approved', rev });
  }

  /** @param digest of the manifest of a release that failed twice @throws `fleet.not-enrolled` */
  pardon(digest: string): void {
    this.#membership.expect().receive({ kind: 'pardoned', digest });
  }

  /** The flows of the last release that came through here, as they were sent. @throws `fleet.slot-incomplete`, `fleet.slot-damaged` */
  async committed(): Promise<Sent | undefined> {
    const { slot, release } = this.#membership.core.machine?.state.committed ?? {};
    if (slot === undefined) return undefined;
    const { flows } = await this.#membership.core.slots.read(slot);
    return { flows, ...(release && { release: { name: release.name, version: release.version } }) };
  }

  /** What else was changed since then: credentials and modules. @throws as `Core.beside` */
  beside(): Promise<Beside | undefined> {
    return this.#membership.core.beside();
  }

  state(): OwnState {
    const { identity } = this.#membership;
    const locked = this.#locks.current;
    const trouble = this.#membership.trouble ?? this.#options.safeStart.trouble;
    return {
      stage: this.#stage(identity),
      ...(identity && belonging(identity)),
      ...this.#workState(),
      ...(locked && { locked }),
      restart: this.#membership.core.restart,
      ...(trouble && { trouble: troubleOf(trouble) }),
    };
  }

  /** The plugin is removed. */
  async close(): Promise<void> {
    await this.#locks.close();
    await this.#membership.close();
  }

  #stage(identity: Identity | undefined): OwnState['stage'] {
    const { isEnrolling } = this.#membership;
    if (!identity || isEnrolling) return isEnrolling ? 'enrolling' : 'none';
    return identity.words ? 'words' : 'enrolled';
  }

  #workState(): Pick<OwnState, 'connection' | 'machine' | 'stopped'> {
    const { machine } = this.#membership.core;
    const { hub, watched } = this.#membership;
    return {
      ...(hub && { connection: connectionState(hub) }),
      ...(machine && {
        machine: machineState(machine.state, {
          ...(hub?.progress && { fetching: hub.progress }),
          ...(watched !== undefined && { watched }),
        }),
      }),
      ...(machine?.state.rest === 'safe' && { stopped: true }),
    };
  }
}
