import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flowsAtStart, type RestartKind, readJournal, type State, writeJournal } from '@millwright/rollout';
import type { Host } from '@millwright/runtime';
import { type CodedError, isCodedError } from '@millwright/schema';
import { asideName, makePrivateDirectory, openKeyRing, type Sealer } from '@millwright/store';
import { fleetErrors } from '../../common/errors.ts';
import type { Carry, EffectOf } from './carry.ts';
import { writeWhole } from './files.ts';
import { JournalFile } from './journal-file.ts';
import { Machine } from './machine.ts';
import { journalAtEnrolment } from './membership/new-journal.ts';
import { type Beside, lookBeside, revisionWith } from './running/beside.ts';
import { carryOut, type RunningCarry } from './running/carry-out.ts';
import { ChangeOver } from './running/change-over.ts';
import { Connections } from './running/connections.ts';
import { EventLoop } from './running/event-loop.ts';
import { FlowsTracker } from './running/flows-now.ts';
import { Gate } from './running/gate.ts';
import { LastError } from './running/last-error.ts';
import { LiveFiles } from './running/live-files.ts';
import { LiveModules } from './running/live-modules.ts';
import { bootedNow, type RestartSurroundings, restartKindOf } from './running/restarting.ts';
import { Starting } from './running/starting.ts';
import { Watching } from './running/watching.ts';
import { Slots } from './slots.ts';
import { later } from './timers.ts';

/** The other half: what is between a hub and the slots. */
export interface HubSide extends Omit<Carry, keyof RunningCarry> {
  /** Removes what was fetched for others than these slots. */
  discardFetched(effect: EffectOf<'discard'>, signal: AbortSignal): Promise<void>;
}

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
  readonly #flows: FlowsTracker;
  readonly #connections: Connections;
  readonly #lastError: LastError;
  #machine: Machine | undefined;
  #trouble: CodedError | undefined;
  #isRestarting = false;

  constructor(options: CoreOptions) {
    const { host, directory } = options;
    this.#options = options;
    this.#journal = new JournalFile(directory);
    this.slots = new Slots(join(directory, 'slots'), sealerIn(join(directory, 'keys')));
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
    host.onDispose(() => this.#machine?.end());
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

  /** Takes up what the process before has left. Resolves once Node-RED may load its flows. */
  async start(): Promise<void> {
    await this.modules.lookAtStart();
    const state = await this.#read();
    if (!state) return;
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
   * Makes this a device that has not seen a release. A journal that cannot be read is set aside, not replaced.
   *
   * @throws `fleet.already-a-device`, `runtime.flows-elsewhere`; what the disk says
   */
  async begin(): Promise<Machine> {
    const { host, directory } = this.#options;
    if (this.#machine) throw fleetErrors.alreadyADevice();
    host.nodeRed.flowFiles();
    makePrivateDirectory(directory);
    this.#setJournalAside();
    const { restart } = this;
    const state = journalAtEnrolment(await this.#former(), restart);
    await this.#journal.write(writeJournal(state));
    this.#trouble = undefined;
    const machine = this.#makeMachine(state, new Gate(false));
    this.#machine = machine;
    machine.boot({ cause: 'unknown', restart });
    return machine;
  }

  /** This is no device any more. What runs goes on. */
  async leave(): Promise<void> {
    await this.#machine?.end();
    if (this.#machine) await writeWhole(this.#formerFile, writeJournal(this.#machine.state));
    this.#machine = undefined;
    this.#trouble = undefined;
    this.#setJournalAside();
  }

  /**
   * What of the committed version's credentials and modules was changed here. What cannot be read is not told.
   *
   * @returns undefined where nothing was committed
   */
  async beside(): Promise<Beside | undefined> {
    const slot = this.#machine?.state.committed?.slot;
    if (slot === undefined) return undefined;
    const files = new LiveFiles(this.#options.host.nodeRed);
    try {
      return await lookBeside({ slots: this.slots, files, modules: this.modules }, slot);
    } catch {
      return undefined;
    }
  }

  /**
   * A revision that runs, as the machine is to be told it.
   *
   * @returns undefined if it went on meanwhile, so that nothing is said for certain
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
      this.#trouble = isCodedError(error)
        ? error
        : fleetErrors.journalUnreadable({ reason: reasonOf(error) });
      this.#options.host.log.error(this.#trouble.message);
      return undefined;
    }
  }

  /** The journal of when this was a device before: the slot from which Node-RED runs is not to be written over. */
  async #former(): Promise<State | undefined> {
    try {
      return readJournal(await readFile(this.#formerFile, 'utf8'));
    } catch {
      return undefined;
    }
  }

  get #formerFile(): string {
    return join(this.#options.directory, 'former.json');
  }

  #setJournalAside(): void {
    const file = join(this.#options.directory, 'journal.json');
    if (existsSync(file)) renameSync(file, asideName(file, new Date()));
  }

  #makeMachine(state: State, gate: Gate): Machine {
    const { host, hub, hubSide } = this.#options;
    const { nodeRed } = host;
    const changeOver = new ChangeOver(host, hub);
    const flows = this.#flows;
    const connections = this.#connections;
    const side = hubSide(this);
    const running = carryOut({
      host,
      hub,
      flows,
      gate,
      changeOver,
      connections,
      slots: this.slots,
      modules: this.modules,
      files: new LiveFiles(nodeRed),
      starting: new Starting({ nodeRed, flows, gate, changeOver }),
      watching: new Watching({
        nodeRed,
        flows,
        connections,
        eventLoop: new EventLoop(),
        later,
        onUncaught,
        describe: (error) => this.#lastError.describe(error),
      }),
      canRestart: () => this.restart !== 'none',
      restart: () => this.#restart(),
      discardFetched: (effect, signal) => side.discardFetched(effect, signal),
    });
    const machine = new Machine({
      state,
      journal: this.#journal,
      carry: {
        ...running,
        fetch: (effect, signal) => side.fetch(effect, signal),
        verify: (effect, signal) => side.verify(effect, signal),
        stage: (effect, signal) => this.slots.filling(effect.slot, () => side.stage(effect, signal)),
        adopt: (effect, signal) => side.adopt(effect, signal),
        report: (effect, signal) => side.report(effect, signal),
      },
      now: Date.now,
      later,
      random: Math.random,
      log: host.log,
    });
    machine.onChanged(({ work }) => {
      // Whatever ended it: nobody is kept from deploying by it any more.
      if (!work || !changingOver.has(work.phase)) changeOver.end();
    });
    return machine;
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

/** While the lock of the flows is held. */
const changingOver: ReadonlySet<string> = new Set([
  'keeping',
  'switching',
  'starting',
  'rolling-back',
  'recovering',
]);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function onUncaught(listener: (error: unknown) => void): () => void {
  process.on('uncaughtExceptionMonitor', listener);
  return () => void process.off('uncaughtExceptionMonitor', listener);
}

/** Credentials in slots are sealed with a key of this instance, which is made when it is needed first. */
function sealerIn(directory: string): Sealer {
  let open: Sealer | undefined;
  const sealer = (): Sealer => {
    open ??= openKeyRing({ directory, area: 'slots' }, []).active;
    return open;
  };
  return {
    get id() {
      return sealer().id;
    },
    address: (purpose, text) => sealer().address(purpose, text),
    seal: (context, text) => sealer().seal(context, text),
    unseal: (context, sealed) => sealer().unseal(context, sealed),
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
