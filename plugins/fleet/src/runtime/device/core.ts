import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { flowsAtStart, type RestartKind, readJournal, type State, writeJournal } from '@millwright/rollout';
import { type Host, stackOf } from '@millwright/runtime';
import { type CodedError, isCodedError } from '@millwright/schema';
import { makePrivateDirectory } from '@millwright/store';
import { fleetErrors } from '../../common/errors.ts';
import { FormerJournal } from './former-journal.ts';
import { JournalFile } from './journal-file.ts';
import type { Machine } from './machine.ts';
import { type HubSide, makeMachine } from './make-machine.ts';
import { journalAtEnrolment } from './membership/new-journal.ts';
import { ProcessLock } from './process-lock.ts';
import { type Beside, lookBeside, revisionWith } from './running/beside.ts';
import { ChangeOver } from './running/change-over.ts';
import { Connections } from './running/connections.ts';
import { FlowsTracker } from './running/flows-now.ts';
import { Gate } from './running/gate.ts';
import { HalfWay } from './running/half-way.ts';
import { LastError, onUncaught } from './running/last-error.ts';
import { LiveFiles } from './running/live-files.ts';
import { LiveModules } from './running/live-modules.ts';
import { bootedNow, type RestartSurroundings, restartKindOf } from './running/restarting.ts';
import { SlotSealer } from './slot-sealer.ts';
import { Slots } from './slots.ts';

export interface CoreOptions {
  readonly host: Host;
  /** `<userDir>/millwright/fleet/device`; it may not be there yet. */
  readonly directory: string;
  /** `millwright.fleet.restart` of `settings.js`. */
  readonly restartSetting: unknown;
  /** The name or address of the hub. */
  readonly hub: () => string;
  /** Called once, before the machine is told anything. */
  readonly hubSide: (core: Core) => HubSide;
}

/** This instance as a device, whatever hub it belongs to: its machine, if it has one, its slots, and what it runs. */
export class Core {
  readonly slots: Slots;
  readonly modules: LiveModules;
  readonly #options: CoreOptions;
  readonly #journal: JournalFile;
  readonly #former: FormerJournal;
  readonly #sealer: SlotSealer;
  readonly #lock: ProcessLock;
  readonly #flows: FlowsTracker;
  readonly #connections: Connections;
  readonly #lastError: LastError;
  #machine: Machine | undefined;
  #changeOver: ChangeOver | undefined;
  #trouble: CodedError | undefined;
  #isRestarting = false;

  constructor(options: CoreOptions) {
    const { host, directory } = options;
    this.#options = options;
    this.#journal = new JournalFile(directory);
    this.#former = new FormerJournal(directory);
    this.#sealer = new SlotSealer(join(directory, 'keys'));
    this.#lock = new ProcessLock(join(directory, 'process.lock'));
    this.slots = new Slots(join(directory, 'slots'), this.#sealer);
    this.modules = new LiveModules({
      userDirectory: host.nodeRed.userDirectory,
      slots: this.slots,
      record: join(directory, 'brought.json'),
      unique: randomUUID,
    });
    this.#flows = new FlowsTracker(host);
    this.#connections = new Connections(host, join(directory, 'connected.json'));
    this.#lastError = new LastError(join(directory, 'last-error'), host.nodeRed);
    host.onDispose(onUncaught((error) => this.#keep(error)));
    host.onStop(() => this.#stop());
    host.onDispose(async () => {
      // The next start takes it up.
      await this.#end(fleetErrors.changingOver());
      this.#lock.release();
    });
  }

  /** Absent where this is no device, or its journal cannot be read. */
  get machine(): Machine | undefined {
    return this.#machine;
  }

  /** Why there is none although there should be: everything is left as it is, and nothing begins anew by itself. */
  get trouble(): CodedError | undefined {
    return this.#trouble;
  }

  /** Who starts this Node-RED again when it ends. */
  get restart(): RestartKind {
    return restartKindOf(this.#restartSurroundings);
  }

  /**
   * Takes up what the process before has left. Resolves once Node-RED may load its flows, whatever is wrong.
   *
   * @param isExpected whether this is a device of some hub: one without a journal is none, and is not to begin as if it were new
   */
  async start(isExpected: boolean): Promise<void> {
    const { host, directory } = this.#options;
    await this.modules.lookAtStart();
    // Nobody has ever been a device here, and nothing is to be made before somebody is.
    if (!existsSync(directory)) return;
    try {
      await this.claim();
      const state = await this.#read();
      if (state) await this.#takeUp(state);
      else if (isExpected) this.#trouble ?? this.#fail(fleetErrors.journalMissing({ directory }));
      else if (!this.#trouble) this.#lock.release();
    } catch (error) {
      await this.#end();
      this.#machine = undefined;
      if (!isCodedError(error)) host.log.error(stackOf(error));
      this.#fail(isCodedError(error) ? error : fleetErrors.notTakenUp({ reason: reasonOf(error) }));
    }
  }

  async #takeUp(state: State): Promise<void> {
    const atStart = flowsAtStart(state);
    if (atStart === 'stopped') this.#options.host.nodeRed.startWithoutFlows();
    const gate = new Gate(atStart === 'held');
    const booted = await bootedNow(this.#restartSurroundings, join(this.#options.directory, 'boot'));
    this.#machine = this.#makeMachine(state, gate);
    const uncaught = await this.#lastError.take();
    this.#machine.boot({ ...booted, ...(uncaught !== undefined && { uncaught }) });
    await gate.opened;
  }

  /**
   * Makes sure that no other process is the device of this user directory: two would change flow files below each other.
   *
   * @throws `fleet.other-process`
   */
  async claim(): Promise<void> {
    const { directory } = this.#options;
    if (!existsSync(directory)) makePrivateDirectory(directory);
    for (let left = patience; !this.#lock.take(); left -= pause) {
      if (left <= 0) throw fleetErrors.otherProcess({ directory: this.#options.host.nodeRed.userDirectory });
      await sleep(pause);
    }
  }

  /** Another process may be the device, unless this one is. */
  disclaim(): void {
    if (!this.#machine && !this.#trouble) this.#lock.release();
  }

  /**
   * Makes this a device that has not seen a release. A journal that cannot be read is set aside, not replaced.
   *
   * @throws `fleet.already-a-device`, `fleet.other-process`, `runtime.flows-elsewhere`; what the disk says
   */
  async begin(): Promise<Machine> {
    const { host } = this.#options;
    if (this.#machine) throw fleetErrors.alreadyADevice();
    host.nodeRed.flowFiles();
    makePrivateDirectory(this.#options.directory);
    await this.claim();
    this.#journal.setAside(new Date());
    const { restart } = this;
    const state = journalAtEnrolment(await this.#former.read(), restart);
    await this.#journal.write(writeJournal(state));
    this.#trouble = undefined;
    const machine = this.#makeMachine(state, new Gate(false));
    this.#machine = machine;
    machine.boot({ cause: 'unknown', restart });
    return machine;
  }

  /**
   * This is no device any more. What runs goes on; slots, and the credentials in them, are gone.
   *
   * @throws `fleet.changing-over`, `fleet.other-process`; what the disk says. All is then as it was
   */
  async leave(): Promise<void> {
    await this.claim();
    const machine = this.#machine;
    if (machine) await this.#leaveOff(machine);
    else this.#journal.setAside(new Date());
    this.#machine = undefined;
    this.#trouble = undefined;
    for (const slot of await this.slots.list()) await this.slots.remove(slot);
    this.#sealer.destroy();
    this.#lock.release();
  }

  /** Between the last look at what it does and its end nothing can happen: nobody would end half a change-over. */
  async #leaveOff(machine: Machine): Promise<void> {
    let written: State | undefined;
    while (machine.state !== written) {
      if (isChangingOver(machine.state)) throw fleetErrors.changingOver();
      written = machine.state;
      await this.#former.write(written);
    }
    await this.#end();
    await this.#journal.remove();
  }

  /** @param error why a change-over does not come to its end */
  async #end(error?: Error): Promise<void> {
    await this.#machine?.end();
    this.#changeOver?.end(error);
  }

  /**
   * What of the committed version's credentials and modules was changed here.
   *
   * @returns undefined where nothing was committed
   * @throws as `lookBeside`
   */
  async beside(): Promise<Beside | undefined> {
    const slot = this.#machine?.state.committed?.slot;
    if (slot === undefined) return undefined;
    const files = new LiveFiles(this.#options.host.nodeRed);
    return lookBeside({ slots: this.slots, files, modules: this.modules }, slot);
  }

  /**
   * A revision that runs, as the machine is to be told it.
   *
   * @returns undefined if it went on meanwhile, so that nothing is said for certain
   * @throws as {@link beside}
   */
  async revisionToTell(rev: string): Promise<string | undefined> {
    const machine = this.#machine;
    const { committed, turn } = machine?.state ?? {};
    if (committed?.rev !== rev) return rev;
    const beside = await this.beside();
    const isOver = machine !== this.#machine || machine?.state.turn !== turn;
    if (isOver || this.#options.host.nodeRed.getFlows()?.rev !== rev) return undefined;
    return beside ? revisionWith(rev, beside) : rev;
  }

  async #read(): Promise<State | undefined> {
    try {
      const text = await this.#journal.read();
      return text === undefined ? undefined : readJournal(text);
    } catch (error) {
      this.#fail(isCodedError(error) ? error : fleetErrors.journalUnreadable({ reason: reasonOf(error) }));
      return undefined;
    }
  }

  #fail(error: CodedError): void {
    this.#trouble = error;
    this.#options.host.log.error(error.message);
  }

  #makeMachine(state: State, gate: Gate): Machine {
    const { host, hub, hubSide, directory } = this.#options;
    const { slots, modules } = this;
    const changeOver = new ChangeOver(host, hub);
    this.#changeOver = changeOver;
    return makeMachine(state, {
      ...{ host, hub, gate, changeOver, slots, modules },
      halfWay: new HalfWay(join(directory, 'half-way')),
      flows: this.#flows,
      connections: this.#connections,
      lastError: this.#lastError,
      journal: this.#journal,
      side: hubSide(this),
      canRestart: () => this.restart !== 'none',
      restart: () => this.#restart(),
    });
  }

  /** Only while it is asked for how the process ended. */
  #keep(error: unknown): void {
    if (this.#machine && flowsAtStart(this.#machine.state) === 'held') this.#lastError.keep(error);
  }

  async #restart(): Promise<never> {
    this.#isRestarting = true;
    process.send?.({ millwright: 'restart' });
    return this.#options.host.nodeRed.endProcess();
  }

  /** In order: the next start is no sign of a crash. */
  async #stop(): Promise<void> {
    if (!this.#machine) return;
    if (!this.#isRestarting) this.#machine.receive({ kind: 'stop' });
    await this.#machine.settled();
    // Whoever is started next need not wait for the rest of this process.
    this.#lock.release();
  }

  get #restartSurroundings(): RestartSurroundings {
    return {
      environment: process.env,
      setting: this.#options.restartSetting,
      isAlive,
      canTell: process.send !== undefined && process.connected,
    };
  }
}

const isChangingOver = (state: State): boolean =>
  flowsAtStart(state) === 'held' || state.work?.phase === 'keeping';

/** Milliseconds that a process which ends has until it counts as another one, and between two looks. */
const [patience, pause] = [3000, 100];

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
