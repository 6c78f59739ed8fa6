import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FlowItem } from '@millwright/flows';
import type { Actor, Source } from './actor.ts';
import type { Interceptor } from './interceptor.ts';
import type { Live } from './live.ts';
import type { LogIn } from './log-in.ts';
import type { TlsSettings } from './node/tls.ts';
import type { NodeSide } from './node-side.ts';
import type { Facts, FlowsState, LockName, Operation, OperationKind, Target } from './operation.ts';
import type { RouteHandlers, RouteTable } from './routes.ts';
import type { Services } from './services.ts';

export interface PluginDefinition {
  /** Short and unique in the process, such as `history`. */
  readonly id: string;
  /** First part of its routes and topics; mostly the same as the id. */
  readonly area: string;
  readonly version: string;
  /** The npm package, named when people have to update it. */
  readonly packageName: string;
  /**
   * Called once, when Node-RED loads the plugin. What it throws is logged and shown in the status; Node-RED
   * goes on. No flow runs before all have started.
   */
  start(host: Host): void | Promise<void>;
  /** How long Node-RED's start waits for it, in milliseconds. Default: 10 s. */
  readonly startPatience?: number;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface OperateOptions {
  readonly name: string;
  /** What a rule allows or denies; default: the name. */
  readonly action?: string;
  /** Default: `write`. What only reads asks the rules for more than the route or operation that it is a part of. */
  readonly kind?: OperationKind;
  readonly locks: readonly LockName[];
  readonly target?: Target;
  /** Default: what the request says in its header. */
  readonly note?: string;
  /** Who does it, where neither a user nor Node-RED itself does. Default: whoever acts right now. */
  readonly actor?: Actor;
  /** What is told of it from the beginning, also where it is refused. */
  readonly facts?: Facts;
}

/** Flows that started, whatever the reason: boot, deploy, reload, Projects. */
export interface FlowsStarted {
  readonly state: FlowsState;
  readonly type: 'full' | 'flows' | 'nodes';
  /** Absent when Node-RED loaded the flows instead of being given them: boot, reload, Projects. */
  readonly diff: FlowsDiff | undefined;
}

/**
 * A request on the admin side that was refused before it became an operation: answered 401 or 403, or, of those that
 * would change something, with any other status from 400 on.
 */
export interface TurnedAway {
  readonly status: number;
  /** As far as Node-RED knew by then. */
  readonly actor: Actor;
  /** Of the request: the same object that entries of the audit log have which belong to it. */
  readonly source: Source;
}

/** One entry of Node-RED's audit log. */
export interface AuditEntry {
  /** Node-RED's name of it: `auth.login`, `permission.fail`. */
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly actor: Actor;
  readonly source?: Source;
  /** The operation that is under way, which it may be a part of. */
  readonly operation?: Operation;
  /** The request that it belongs to has led to an operation by now. */
  readonly operated: boolean;
  /** All that Node-RED added. It may hold anything: take single fields that are known, never all. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Ids, as Node-RED computes them. */
export interface FlowsDiff {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly rewired: readonly string[];
  readonly linked: readonly string[];
  readonly flowChanged: readonly string[];
}

/** Plain credentials of nodes, by node id. In memory only. */
export type Credentials = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface SetFlows {
  /**
   * Items without credentials; empty ones make Node-RED restart a node that is the same otherwise, as it has to when
   * `credentials` brings it others.
   */
  readonly flows: readonly FlowItem[];
  /** Plain credentials to set. Nodes that are not named keep theirs. */
  readonly credentials?: Credentials;
  readonly deploymentType: 'full' | 'flows' | 'nodes';
  /** Refuses with 409 unless this revision is active. */
  readonly rev?: string;
}

export interface InstalledModule {
  readonly name: string;
  /** What is installed; another one may run until Node-RED is restarted. */
  readonly version: string;
  /** `node-red` if it brings nodes or plugins, `library` if only function nodes use it. */
  readonly kind: 'node-red' | 'library';
  /** Of a module with nodes: the types that it provides, in alphabetical order. */
  readonly types?: readonly string[];
  /** Sets of its nodes that are switched off, sorted; absent for libraries. */
  readonly disabled?: readonly string[];
  /**
   * It came from a file, a folder or an address: whatever the registry has under its name and version is another one.
   * Absent for those of the registry, and where nothing says where it came from.
   */
  readonly local?: true;
}

/** What became of a module that was installed. */
export interface Installed {
  /** What it provides is there once Node-RED has been restarted, not before. */
  readonly restartNeeded: boolean;
}

/** The settings that a version records, to be compared, never restored. */
export interface SettingsOfRecord {
  readonly nodeRed: string;
  readonly node: string;
  readonly platform: string;
  readonly architecture: string;
  /** JSON values of `settings.js` that change how flows run; functions and secrets never. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Files of Node-RED, with their whole paths. */
export interface FlowFiles {
  readonly flows: string;
  readonly credentials: string;
  /** Written with an indent of four. */
  readonly isPretty: boolean;
}

/** Node-RED has flows, and does not start them. */
export interface FlowsNotStarted {
  /** `stopped`: somebody has stopped them. */
  readonly why: 'missing-types' | 'missing-modules' | 'safe-mode' | 'stopped';
  /** Of types or modules. */
  readonly names: readonly string[];
}

/** What stands under a node; nothing of it where it was taken away. */
export interface NodeStatus {
  readonly fill?: string;
  readonly shape?: string;
  /** As the node gave it: a text, or the key of one. */
  readonly text?: string;
  /** The same for programs, where the node says so: the words of ours are those of `StatusWord`. */
  readonly is?: string;
}

/** Typed facade of the running Node-RED. */
export interface RunningNodeRed {
  readonly version: string;
  readonly userDirectory: string;
  /** The active flows; undefined while none could be loaded. */
  getFlows(): FlowsState | undefined;
  /** Deploys through the pipeline, as a child of the current operation. Resolves before the nodes have started. */
  setFlows(write: SetFlows): Promise<{ readonly rev: string }>;
  /** Plain credentials of a node, in memory only. */
  credentials(nodeId: string): Readonly<Record<string, unknown>> | undefined;
  /** Puts credentials into memory without a deploy; Node-RED writes them with its next save. */
  setCredentials(nodeId: string, credentials: Readonly<Record<string, unknown>>): void;
  /**
   * What the TLS configuration with this id has, of the flows that run. It holds keys: memory only.
   * Throws `node.reference-missing`, `node.reference-unusable`.
   */
  tlsSettings(id: string): TlsSettings;
  /** How Node-RED encrypts its credentials file. */
  readonly credentialSecretKind: 'system' | 'user' | 'project' | 'disabled' | 'unknown';
  modules(): readonly InstalledModule[];
  /** Whether something installed provides this type of nodes. */
  hasNodeType(type: string): boolean;
  /** Which module brings this type of nodes: `node-red` for its own; undefined if nothing does. */
  moduleOf(type: string): string | undefined;
  /** Where the files of a module with nodes or plugins are, as Node-RED found it. */
  folderOf(module: string): string | undefined;
  /**
   * Installs exactly this version from the registry, as the palette manager does: an operation, a child of the current
   * one. Throws `runtime.not-installed`, with npm's reason.
   */
  installModule(module: { readonly name: string; readonly version: string }): Promise<Installed>;
  /** Removes a module, as the palette manager does. Throws `runtime.not-removed`. */
  removeModule(name: string): Promise<void>;
  /** The program that the palette manager installs modules with, to be run by this Node.js; undefined if there is none. */
  npmProgram(): string | undefined;
  settingsOfRecord(): SettingsOfRecord;
  /** What `settings.js` says to Millwright: its member `millwright.<area>`, whatever that is. */
  settingsFor(area: string): unknown;
  /**
   * Where Node-RED keeps its flows, for who writes them while it is not at work on them. Throws `runtime.flows-elsewhere` where
   * they are not in two files of this machine: Projects, a storage module, a read-only instance.
   */
  flowFiles(): FlowFiles;
  /** What Node-RED would write into its credentials file, as JSON; it opens that when it loads. */
  encryptCredentials(credentials: Credentials): Promise<object>;
  /** The other way round. Throws `runtime.credentials-unreadable` if Node-RED could not open it either. */
  decryptCredentials(stored: unknown): Credentials;
  /** Flows are loaded and not started, as by `--safe`; a full deploy or a reload by a person ends it. */
  startWithoutFlows(): void;
  /** Somebody has stopped the flows, where Node-RED lets people do that; they stay so over restarts. */
  readonly areFlowsStopped: boolean;
  /** Stops all flows, as for `startWithoutFlows`. At once, without an operation: run one around it. */
  stopFlows(): Promise<void>;
  /** Ends the process in order, with exit code 75, so that another one is started; hard after 10 s. */
  endProcess(): Promise<never>;
}

export interface Check {
  readonly id: string;
  readonly ok: boolean;
  /** One sentence for people: what is so, and what to do when it is not ok. */
  readonly message: string;
}

export interface CopyStatus {
  readonly plugin: string;
  readonly packageName: string;
  readonly version: string;
  readonly api: number;
  readonly state: 'owner' | 'attached' | 'passive' | 'failed';
  readonly message?: string;
  /** The version that is installed, where another one runs until Node-RED is restarted. */
  readonly onDisk?: string;
}

/** An operation that holds locks. */
export interface RunningOperation {
  readonly name: string;
  readonly actor: string;
  /** ISO 8601. */
  readonly since: string;
  readonly locks: readonly LockName[];
}

/** A route that a node of another package declared on the admin side. */
export interface ForeignRoute {
  /** `ALL`, or `USE` for whatever is mounted below the path. */
  readonly method: string;
  readonly path: string;
  /** It has answered somebody who was not logged in. */
  readonly open: boolean;
}

/** Result of the door's self-test; answered by `GET /millwright/door/status`. */
export interface DoorStatus {
  readonly ok: boolean;
  readonly api: number;
  readonly nodeRed: string;
  readonly node: string;
  readonly checks: readonly Check[];
  readonly copies: readonly CopyStatus[];
  readonly running: readonly RunningOperation[];
  readonly routes: readonly ForeignRoute[];
}

/** @param head what came with the request already */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

/** Undoes a registration; calling it twice is safe. */
export type Dispose = () => void;

/** What a plugin is given. Everything registered here is undone when the plugin is removed. */
export interface Host {
  readonly plugin: { readonly id: string; readonly area: string; readonly version: string };
  readonly log: Log;
  /** `<userDir>/millwright`, made at the first call with mode 0700. Throws `runtime.no-directory`. */
  directory(): string;
  intercept(interceptor: Interceptor): Dispose;
  routes<Table extends RouteTable>(table: Table, handlers: RouteHandlers<Table>): Dispose;
  /**
   * Takes WebSocket upgrades of one path below the admin root, `/millwright/<area>/…`: on the server that Node-RED listens
   * with, beside its own. Nobody's log-in was asked for. What the handler throws is logged, and ends the connection;
   * sockets that it took are its own to close.
   */
  upgrade(path: string, handler: UpgradeHandler): Dispose;
  /** Sends to every open editor, under `millwright/<area>/<topic>`. */
  publish(topic: string, data: unknown, options?: { readonly retain?: boolean }): void;
  /**
   * Runs an operation of the plugin's own; what happens inside is its child and acts as the same actor.
   * Throws what `run` throws, a refusal, or `runtime.busy`.
   */
  operate<Result>(options: OperateOptions, run: (operation: Operation) => Promise<Result>): Promise<Result>;
  /** Who is acting right now: of the request or operation that this call belongs to. */
  current(): { readonly actor: Actor; readonly source?: Source; readonly operation?: Operation };
  /** Runs on removal, last registered first. */
  onDispose(dispose: () => void | Promise<void>): void;
  /** Flows were loaded and set going for the first time; at once if they already are. */
  onReady(listener: (state: FlowsState) => void | Promise<void>): Dispose;
  /** What Node-RED's own audit log says, with the request that it belongs to; called for operations too. */
  /** Writes an entry into Node-RED's own audit log, as by whoever acts right now. Never a secret. */
  audit(event: string, fields: Readonly<Record<string, string>>): void;
  onAudit(listener: (entry: AuditEntry) => void): Dispose;
  onFlowsStarted(listener: (started: FlowsStarted) => void | Promise<void>): Dispose;
  /** Flows were loaded or deployed, or stopped by somebody, and do not run. */
  onFlowsNotStarted(listener: (held: FlowsNotStarted) => void | Promise<void>): Dispose;
  /** What stands under a node is another thing now. */
  onNodeStatus(listener: (id: string, status: NodeStatus) => void): Dispose;
  /** All flows have been stopped: also for a full deploy, which starts them again. */
  onFlowsStopped(listener: () => void | Promise<void>): Dispose;
  /** A request was refused by Node-RED's own check, or by whoever answered for it. */
  onTurnedAway(listener: (turnedAway: TurnedAway) => void): Dispose;
  /**
   * Node-RED stops in an orderly way, and its flows have stopped already. The process waits for this, for 3 s at most;
   * of several, the one that was registered last comes first.
   */
  onStop(listener: () => void | Promise<void>): Dispose;
  readonly nodeRed: RunningNodeRed;
  readonly logIn: LogIn;
  readonly nodeSide: NodeSide;
  readonly live: Live;
  status(): DoorStatus;
  /** What other plugins provide right now; each may be missing, plugins come and go. */
  readonly services: Partial<Services>;
  provide<Name extends keyof Services>(name: Name, service: Services[Name]): Dispose;
  /** Offers functions to packages of others: they find them at `RED.plugins.get('millwright-<id>')`. */
  offer(functions: object): Dispose;
}
