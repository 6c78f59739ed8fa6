import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, PeerProcess, peersDirectory, requirePeer, type Skippable } from '@millwright/testing';

/** A value as the peer's commands take and give it: 64 bits are decimal text, dates ISO text, bytes base64. */
export interface PeerValue {
  /** The name of a built-in type. */
  readonly type: string;
  readonly value: unknown;
  readonly dimensions?: readonly number[];
}

export interface OpcUaServerOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** Names of security policies and modes. Default: None. */
  readonly policies?: readonly string[];
  readonly modes?: readonly string[];
  /** The securityLevel of its endpoints, by policy and mode: `Basic256Sha256 Sign`. Default: the peer's own. */
  readonly levels?: Readonly<Record<string, number>>;
  /** Default: true. */
  readonly anonymous?: boolean;
  /** Passwords by name. */
  readonly users?: Readonly<Record<string, string>>;
  /** Its own certificate and stores, `pki` and `users`. Default: one that all servers of the test process share. */
  readonly directory?: string;
  /** Whether it takes every client's certificate. Default: true. */
  readonly trustAll?: boolean;
  readonly certificateFile?: string;
  readonly privateKeyFile?: string;
  readonly applicationUri?: string;
  readonly limits?: Readonly<Record<string, number>>;
  readonly capabilities?: Readonly<Record<string, number>>;
  readonly maxSessions?: number;
  /** URIs in the order of their indexes, from 3 on. Default: `urn:test:plant`, `urn:test:other`. */
  readonly namespaces?: readonly string[];
  /** How many `Counter.<n>` there are, and how many times a second each rises. Default: none. */
  readonly counters?: number;
  readonly rate?: number;
  /** How many children the folder `Many` has. Default: it is not there. */
  readonly children?: number;
  /** Whether there is an alarm condition. Default: false. */
  readonly alarms?: boolean;
  /** Milliseconds that a token of a secure channel lives. */
  readonly tokenLifetime?: number;
}

/** What the server counted: see the peer's `counts.js`. */
export interface ServerCounts {
  /** TCP connections that are open, and that were ever accepted. */
  readonly connections: number;
  readonly accepted: number;
  readonly sessions: number;
  readonly sessionIds: readonly string[];
  /** As the clients call them, in the same order. */
  readonly sessionNames: readonly string[];
  /** What the server's own diagnostics say of how each session is secured; as whom: a name, or a certificate's SHA-256. */
  readonly security: readonly { readonly policy: string; readonly mode: string; readonly user?: string }[];
  readonly created: number;
  readonly closed: number;
  /** `deleteSubscriptions` of each CloseSession request. */
  readonly closes: readonly boolean[];
  readonly subscriptions: number;
  readonly monitoredItems: number;
  readonly continuationPoints: number;
  /** Requests by service, `Read`, `CreateSession` …, since the start or since `forget`. */
  readonly requests: Readonly<Record<string, number>>;
  /** How many operations the latest requests held, by service. */
  readonly sizes: Readonly<Record<string, readonly number[]>>;
}

/** What a server is told: see `test/peers/opcua/server.js`. */
export type ServerCommand =
  | { readonly do: 'count' | 'forget' | 'endpoints' }
  | { readonly do: 'trust'; readonly certificate: string }
  | { readonly do: 'get' | 'remove' | 'return'; readonly node: string }
  | { readonly do: 'set'; readonly node: string; readonly value: PeerValue; readonly status?: string }
  | { readonly do: 'run'; readonly counters: number; readonly rate: number }
  | {
      readonly do: 'raise';
      /** `BaseEventType` where absent; `BatchEventType` has the fields `BatchId`, `Count` and `Temperature`. */
      readonly type?: string;
      /** Default: the Server object. */
      readonly source?: string;
      readonly fields?: Readonly<Record<string, PeerValue>>;
    }
  | { readonly do: 'shutdown'; readonly seconds: number };

export interface OpcUaServer {
  readonly port: number;
  readonly url: string;
  /** What its certificate and its stores are in. */
  readonly directory: string;
  /** Tells it something and gives what it answers. @throws where it could not do it */
  tell(command: ServerCommand): Promise<unknown>;
  count(): Promise<ServerCounts>;
  signal(signal: NodeJS.Signals): void;
  /** Ends the process; default without warning. */
  close(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port, after {@link close}. */
  restart(overrides?: OpcUaServerOptions): Promise<void>;
}

let shared: string | undefined;

/** One certificate for all servers of a test process: making its key takes a second. */
function sharedDirectory(): string {
  if (shared === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'millwright-opcua-'));
    shared = made;
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  return shared;
}

/** Starts node-opcua's server in a process of its own; skips the test where it is not installed. */
export async function startOpcUaServer(
  context: Skippable,
  options: OpcUaServerOptions = {},
): Promise<OpcUaServer> {
  requirePeer(context, 'node-opcua');
  const directory = options.directory ?? sharedDirectory();
  const process = new PeerProcess('The OPC UA server', join(peersDirectory, 'opcua/server.js'));
  const port = options.port ?? (await freePort());
  await process.start({ ...options, directory, port });
  return {
    port,
    url: `opc.tcp://127.0.0.1:${port}`,
    directory,
    tell: (command) => process.tell(command),
    count: async () => (await process.tell({ do: 'count' })) as ServerCounts,
    signal: (signal) => process.signal(signal),
    close: (signal = 'SIGKILL') => process.end(signal),
    restart: (overrides = {}) => process.start({ ...options, directory, ...overrides, port }),
  };
}
