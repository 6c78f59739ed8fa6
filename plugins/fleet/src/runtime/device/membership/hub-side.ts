import { randomBytes } from 'node:crypto';
import type {
  Clock,
  Credentials,
  DeviceKeys,
  DeviceTraits,
  MachineError,
  Reported,
} from '@millwright/release';
import type { State } from '@millwright/rollout';
import type { Log, RunningNodeRed } from '@millwright/runtime';
import { canonicalText, isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { HubFrame } from '../../../common/road.ts';
import { troubleOf } from '../../trouble.ts';
import type { Core } from '../core.ts';
import { Blobs } from '../delivery/blobs.ts';
import { discardBlobs } from '../delivery/discard-blobs.ts';
import { fetchInto, type Progress } from '../delivery/fetch.ts';
import { stageInto } from '../delivery/stage.ts';
import { type Circumstances, verifyWith } from '../delivery/verify.ts';
import type { Machine } from '../machine.ts';
import type { HubSide as HubCarry } from '../make-machine.ts';
import { Connection, type ConnectionState } from '../road/connection.ts';
import { handIn } from '../road/hand-in.ts';
import { hear } from '../road/hear.ts';
import { HubClient } from '../road/hub-client.ts';
import { ReportCounter } from '../road/report-counter.ts';
import { Reports } from '../road/reports.ts';
import { Session } from '../road/session.ts';
import { type Identity, writeIdentity } from './identity.ts';
import { clockOf, newestOf } from './own-clock.ts';
import type { Places } from './places.ts';

export interface HubSideOptions {
  readonly places: Places;
  readonly identity: Identity;
  readonly keys: DeviceKeys;
  /** What is on the disk, and what this process found there. */
  readonly core: Pick<Core, 'slots' | 'modules'>;
  readonly nodeRed: Pick<RunningNodeRed, 'credentials' | 'getFlows'>;
  readonly versions: Reported['versions'];
  readonly npm: () => string | undefined;
  /** Who says "not now" here. */
  readonly held: () => Reported['held'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
  /** Something that people are shown is another. */
  readonly onChanged: () => void;
}

/** A device towards its hub, from its enrolment until it leaves: what it hears, what it says, what it fetches. */
export class HubSide {
  readonly carry: HubCarry;
  readonly #options: HubSideOptions;
  readonly #hub: HubClient;
  readonly #session: Session;
  readonly #connection: Connection;
  readonly #reports: Reports;
  readonly #blobs: Blobs;
  #identity: Identity;
  #machine: Machine | undefined;
  #progress: Progress | undefined;
  #warned = '';
  #doubts: readonly string[] = [];

  /** @throws `fleet.counter-damaged` */
  constructor(options: HubSideOptions) {
    const { places, identity, keys, core, nodeRed, versions, npm, now, onChanged } = options;
    const { slots, modules } = core;
    this.#options = options;
    this.#identity = identity;
    this.#hub = new HubClient(identity.hub);
    const elapsed = (): number => performance.now();
    const { device } = identity;
    this.#session = new Session({ hub: this.#hub, device, key: keys.signing, now, elapsed });
    this.#reports = new Reports({
      device,
      key: keys.signing,
      counter: new ReportCounter(places.counter),
      boot: `boot-${randomBytes(16).toString('hex')}`,
      versions,
      held: options.held,
      now,
    });
    this.#connection = new Connection({
      hub: this.#hub,
      session: this.#session,
      frame: (isFirst) => this.#frame(isFirst),
      hear: (frame) => this.#hear(frame),
      onChanged: (state) => this.#connected(state),
      now,
      elapsed,
      random: Math.random,
    });
    this.#blobs = new Blobs(places.blobs);
    const blobs = this.#blobs;
    const look = (release: { readonly name: string }): Circumstances => this.#circumstances(release);
    this.carry = {
      fetch: fetchInto({
        blobs,
        ask: (digest, from, signal) =>
          this.#session.with(signal, (pass) => this.#hub.blob(digest, from, { signal, pass })),
        onProgress: (progress) => {
          this.#progress = progress;
          onChanged();
        },
      }),
      verify: verifyWith({
        blobs,
        look: (_job, release) => look(release),
        needsRestart: (found) => modules.differ(found),
      }),
      stage: stageInto({ blobs, slots, npm, look: (job, release) => ({ job, ...look(release) }) }),
      adopt: handIn({
        ...{ nodeRed, device, key: keys.signing, hub: this.#hub, session: this.#session, now },
        sent: () => this.#sentCredentials(),
      }),
      report: async ({ report }) => {
        this.#reports.set(report);
        this.#connection.tell();
      },
      discardFetched: async ({ except }) => {
        const marks = await Promise.all(except.map((slot) => slots.mark(slot)));
        await discardBlobs(
          blobs,
          marks.flatMap((mark) => mark?.release?.digest ?? []),
        );
      },
    };
  }

  get identity(): Identity {
    return this.#identity;
  }

  get connection(): ConnectionState {
    return this.#connection.state;
  }

  /** Bytes of the release that is being fetched, or was last. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** From now on the hub is listened to, and told. */
  start(machine: Machine): void {
    this.#machine = machine;
    this.#connection.start();
  }

  /** What runs now, by its revision, and as the machine is told it. */
  run(rev: string, told: string): void {
    this.#machine?.receive({ kind: 'running', rev: told });
    if (this.#reports.run(rev)) this.#connection.tell();
  }

  /** Something that its reports say is another. */
  tell(): void {
    this.#connection.tell();
  }

  /** Resolves when nothing of it goes on. */
  async close(): Promise<void> {
    await this.#connection.close();
    this.#hub.close();
  }

  #frame(isFirst: boolean): { readonly trust: number; readonly reported: string } | undefined {
    if (isFirst) this.#reports.renew();
    const reported = this.#reports.envelope();
    return reported === undefined ? undefined : { trust: this.#identity.trust.trust.version, reported };
  }

  async #hear(frame: HubFrame): Promise<void> {
    try {
      await hear(frame, this.#believed());
      if (frame.desired !== undefined) this.#refuse(undefined);
    } catch (error) {
      this.#refuse(error);
      throw error;
    }
  }

  /** @param error undefined where the last that was wanted is taken */
  #refuse(error: unknown): void {
    if (this.#reports.refuse(error === undefined ? undefined : machineErrorOf(error)))
      this.#connection.tell();
  }

  #believed(): Parameters<typeof hear>[1] {
    const machine = this.#machineAtWork();
    const identity = () => this.#identity;
    return {
      device: identity().device,
      get trust() {
        return identity().trust;
      },
      follow: (trust, envelope) => this.#keep({ ...this.#identity, trust, envelope }),
      call: ({ name, labels }) => {
        const { name: formerName, labels: formerLabels } = this.#identity;
        const called = { name: name ?? formerName, labels: labels ?? formerLabels };
        if (canonicalText(called) !== canonicalText({ name: formerName, labels: formerLabels }))
          this.#keep({ ...this.#identity, ...called });
      },
      see: (seen, wantsRelease) => {
        // A hub sends no release before somebody has compared the words.
        const { words: _compared, ...others } = this.#identity;
        this.#keep({ ...(wantsRelease ? others : this.#identity), seen });
      },
      get last() {
        return machine.state.last;
      },
      clock: () => this.#clock(),
      acknowledge: (jobs) => machine.receive({ kind: 'acknowledged', jobs }),
      take: (wish) => machine.take(wish),
      warn: (warnings) => this.#warn(warnings),
    };
  }

  #machineAtWork(): Machine {
    if (!this.#machine) throw fleetErrors.notEnrolled();
    return this.#machine;
  }

  #keep(identity: Identity): void {
    writeIdentity(this.#options.places.identity, identity);
    this.#identity = identity;
    this.#options.onChanged();
  }

  #clock(): Clock {
    const { places, now } = this.#options;
    return { ...clockOf(now(), newestOf([places.identity, places.counter])), seen: this.#identity.seen };
  }

  /** What cannot be read is as if none had been sent: then people are told of more nodes than they have to be. */
  async #sentCredentials(): Promise<Credentials> {
    const { slot } = this.#machineAtWork().state.committed ?? {};
    if (slot === undefined) return {};
    return this.#options.core.slots.read(slot).then(
      ({ credentials }) => credentials,
      () => ({}),
    );
  }

  #circumstances({ name }: { readonly name: string }): Circumstances {
    const { keys, versions } = this.#options;
    const { device, labels, trust } = this.#identity;
    const { state } = this.#machineAtWork();
    const { nodeRed, node, platform } = versions;
    const traits: DeviceTraits = { id: device, labels, nodeRed, node, platform };
    const { environment = [], sealed } = wishOf(state) ?? {};
    return {
      trust,
      traits,
      clock: this.#clock(),
      key: keys.sealing,
      known: state.known.find((each) => each.name === name),
      wish: { environment, ...(sealed && { sealed }) },
    };
  }

  #connected({ trouble }: ConnectionState): void {
    this.#say(trouble);
    this.#options.onChanged();
  }

  /** Each trouble is logged once: a hub that is away for a day fills no log. */
  #say(trouble: Error | undefined): void {
    const text =
      trouble && isCodedError(trouble) ? `${trouble.message} (${trouble.code})` : (trouble?.message ?? '');
    if (text !== '' && text !== this.#warned) this.#options.log.warn(text);
    this.#warned = text;
  }

  /** Each is logged once, too, until it is over. */
  #warn(warnings: readonly string[]): void {
    for (const warning of warnings)
      if (!this.#doubts.includes(warning)) this.#options.log.warn(clockWarnings[warning] ?? warning);
    this.#doubts = warnings;
  }
}

function machineErrorOf(error: unknown): MachineError {
  const { code, message, details } = troubleOf(error);
  return { code, message, ...(details && { details }) };
}

const wishOf = ({ work }: State) => work?.desired;

const clockWarnings: Readonly<Record<string, string>> = {
  'clock-doubted':
    'The clock of this device is not set, so nobody can tell whether what the hub wants has expired',
  'issued-ahead':
    'What the hub wants was signed more than a day later than it is here: one of the two clocks is wrong',
};
