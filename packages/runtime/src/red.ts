import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FunctionGroup } from './catalogue/index.ts';

/**
 * What this package needs of Node-RED, as it really is on 4.1 and 5: `@types/node-red` lacks half of it (the runtime
 * object, `onremove`, `httpAdmin.parent`) and has `any` in the other half.
 */
export interface NodeRed {
  readonly version: () => string;
  readonly events: EventEmitter;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly log: Logger & AuditLog;
  readonly util: { generateId(): string };
  readonly comms: { publish(topic: string, data: unknown, retain?: boolean): void };
  readonly nodes: {
    /** A node of the flows that run now. */
    getNode(id: string): RedNode | null;
    getCredentials(id: string): Readonly<Record<string, unknown>> | undefined;
    addCredentials(id: string, credentials: Readonly<Record<string, unknown>>): Promise<void>;
  };
  readonly auth: { needsPermission(permission: string): Handler };
  readonly plugins: { registerPlugin(id: string, definition: RegisteredPlugin): void };
  readonly httpAdmin: Application;
  /** Where flows answer; absent where `httpNodeRoot` is false. */
  readonly httpNode?: Application;
  /** Absent where Node-RED has none to offer. */
  readonly server?: Server;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface AuditLog {
  /** The level of what goes to the audit log. */
  readonly AUDIT: number;
  addHandler(handler: EventEmitter): void;
  removeHandler(handler: EventEmitter): void;
  audit(message: { readonly event: string; readonly [field: string]: unknown }): void;
}

/** The `RED` that Node-RED hands to a file of nodes. */
export interface NodesRed extends NodeRed {
  readonly nodes: NodeRed['nodes'] & {
    /** Calls the constructor with `new`, once per node in the flows, with the properties from the flow file. */
    registerType(
      type: string,
      make: (this: RedNode, properties: unknown) => void,
      options?: {
        readonly credentials?: Readonly<Record<string, { readonly type: 'password' }>>;
        /** What editors are told: names begin with the type's own, in camel case. */
        readonly settings?: Readonly<Record<string, { readonly value: unknown; readonly exportable: true }>>;
      },
    ): void;
    createNode(node: RedNode, properties: unknown): void;
  };
  readonly plugins: NodeRed['plugins'] & {
    /** Plugins as they were registered, whoever registered them. */
    getByType(type: string): readonly unknown[];
  };
  /** A text of the file's own catalogue, in the language that Node-RED runs in. */
  _(key: string, values?: Readonly<Record<string, string | number>>): string;
}

/** One node in the flows. */
export interface RedNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  /** The tab or subflow that it is on. */
  readonly z?: string;
  /** What Node-RED keeps for it beside the flows, decrypted; only where its type has such things. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  on(
    event: 'input',
    listener: (message: Message, send: (message: Sent) => void, done: (error?: unknown) => void) => void,
  ): unknown;
  on(event: 'close', listener: (removed: boolean, done: () => void) => void): unknown;
  send(message: Sent): void;
  status(status: RedStatus): void;
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What travels along the wires of a flow. */
export type Message = Record<string, unknown>;

/**
 * One message; or for each output several, one after the other, of which Node-RED copies all but the first, so that no
 * flow writes into what another one got.
 */
export type Sent = Message | readonly (readonly Message[])[];

/** What stands under a node; an empty object takes it away. */
export interface RedStatus {
  readonly fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  readonly shape?: 'dot' | 'ring';
  readonly text?: string;
  /** The same for programs, in no language: Node-RED hands it on to whoever listens to statuses. */
  readonly is?: string;
}

export interface RegisteredPlugin {
  readonly type: string;
  readonly onremove: () => void;
  /** Set by Node-RED while it registers the plugin: the folder of its package. */
  path?: string;
}

/** Express 4's request, as far as it is used here. */
export interface Request extends IncomingMessage {
  readonly method: string;
  readonly path: string;
  /** Where the handler is mounted, as the client wrote it: `/admin/millwright/history`. */
  readonly baseUrl: string;
  /** The whole address, wherever the handler is mounted. */
  readonly originalUrl: string;
  readonly ip?: string;
  /** Over TLS; of a proxy that Express trusts, what it says. */
  readonly secure?: boolean;
  readonly query: unknown;
  readonly body?: unknown;
  readonly user?: unknown;
}

export type Response = ServerResponse;
export type Next = (error?: unknown) => void;
export type Handler = (request: Request, response: Response, next: Next) => void;
export type ErrorHandler = (error: unknown, request: Request, response: Response, next: Next) => void;

/** One entry of an Express 4 router. */
export interface Layer {
  readonly name: string;
  readonly handle: unknown;
  /** The parameters of the path, in their order. */
  readonly keys?: readonly { readonly name: string | number }[];
  /** `fast_slash` marks what stands for every path. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean; readonly fast_star?: boolean };
  /** Set on routes (`get`, `post` …), not on what is mounted with `use`. */
  readonly route?: {
    readonly path: string | RegExp | readonly (string | RegExp)[];
    /** By method in lower case; `_all` for `all`. */
    readonly methods: Readonly<Record<string, boolean>>;
  };
}

export interface Application {
  use(handler: Handler | ErrorHandler): unknown;
  use(path: string, handler: Handler | ErrorHandler): unknown;
  /** The application that this one is mounted on: for `RED.httpAdmin` the one that carries Node-RED's own API. */
  readonly parent?: Application;
  readonly _router?: { readonly stack: Layer[] };
}

/** A function of Node-RED's runtime API: one object of options in, a promise out. */
export type RuntimeFunction = (options: RuntimeOptions) => Promise<unknown>;

export interface RuntimeOptions {
  readonly user?: unknown;
  /** What Node-RED's HTTP layer tells its audit log about the request. */
  readonly req?: unknown;
  readonly [option: string]: unknown;
}

/** `@node-red/runtime`, the object that Node-RED's own HTTP layer calls. */
export interface Runtime extends Readonly<Record<FunctionGroup, Record<string, RuntimeFunction>>> {
  readonly events: EventEmitter;
  isStarted(): Promise<boolean>;
  /** Stops the flows; whoever ends the process waits for it. */
  stop(): Promise<void>;
  readonly storage: {
    getFlows(): Promise<RawFlows>;
    /** By token; null where the storage keeps none. */
    getSessions(): Promise<Readonly<Record<string, StoredSession>> | null>;
  };
  /** Its internal side. */
  readonly _: {
    readonly flows: { getFlows(): RawFlows | null };
    readonly nodes: {
      getNodeList(): readonly InstalledSet[];
      /** The constructor of a type; a falsy value if nothing provides it. */
      getType(type: string): unknown;
      /** Null for a module that is not loaded. */
      getModuleInfo(name: string): { readonly pending_version?: string; readonly path?: string } | null;
      getCredentialKeyType(): string | undefined;
      stopFlows(): Promise<void>;
    };
    /** All plugins have but a copy of it. */
    readonly settings: object & {
      readonly safeMode?: unknown;
      /** Throws before the settings have been loaded. */
      get(name: string): unknown;
      set(name: string, value: unknown): Promise<unknown>;
      delete(name: string): Promise<unknown>;
    };
    readonly plugins: { getPluginList(): readonly InstalledSet[] };
  };
}

/** A log-in session as Node-RED keeps it. */
export interface StoredSession {
  readonly user: string;
  readonly client: string;
  readonly scope: string | readonly string[];
  readonly accessToken: string;
  readonly expires: number;
}

export interface RawFlows {
  readonly flows: readonly unknown[];
  readonly rev: string;
}

/** One node file or plugin file of a module. */
export interface InstalledSet {
  readonly module?: string;
  readonly version?: string;
  /** Of nodes. */
  readonly types?: readonly string[];
  /** Why it could not be loaded. */
  readonly err?: unknown;
  /** Within its module. */
  readonly name?: string;
  readonly enabled?: boolean;
}
