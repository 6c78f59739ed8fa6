import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, PeerProcess, peersDirectory, requirePeer, type Skippable } from '@millwright/testing';

/** The areas that Snap7's server has. */
export type Snap7Area = 'DB' | 'I' | 'Q' | 'M' | 'T' | 'C';

export interface Snap7Options {
  /** Default: one that is free. */
  readonly port?: number;
  /** Bytes of data blocks by their numbers. Default: DB1 with 65,535. */
  readonly blocks?: Readonly<Record<number, number>>;
  /** Bytes of each other area. Default: 1,024. */
  readonly areas?: number;
  /** The folder of a package that was compiled otherwise. Default: the peer as it is. */
  readonly addon?: string;
}

export interface Snap7Server {
  readonly port: number;
  /** All bytes of an area. */
  get(area: Snap7Area, db?: number): Promise<Buffer>;
  set(
    area: Snap7Area,
    bytes: Uint8Array,
    at?: { readonly db?: number; readonly start?: number },
  ): Promise<void>;
  status(): Promise<{ readonly clients: number; readonly running: boolean }>;
  /** Lets the CPU run, or stops it. */
  run(running: boolean): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Ends the process; default without warning. */
  close(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port with empty memory, after {@link close}. */
  restart(): Promise<void>;
}

/** Starts Snap7's server in a process of its own; skips the test where it is not installed. */
export async function startSnap7(context: Skippable, options: Snap7Options = {}): Promise<Snap7Server> {
  requirePeer(context, 'Snap7');
  const port = options.port ?? (await freePort());
  const process = new PeerProcess('Snap7', join(peersDirectory, 'snap7/server.js'));
  await process.start({ ...options, port });
  return {
    port,
    get: async (area, db) => Buffer.from((await process.tell({ do: 'get', area, db })) as string, 'hex'),
    set: async (area, bytes, at) => {
      await process.tell({ do: 'set', area, ...at, bytes: Buffer.from(bytes).toString('hex') });
    },
    status: async () => (await process.tell({ do: 'status' })) as Awaited<ReturnType<Snap7Server['status']>>,
    run: async (running) => {
      await process.tell({ do: 'cpu', running });
    },
    signal: (signal) => process.signal(signal),
    close: (signal = 'SIGKILL') => process.end(signal),
    restart: () => process.start({ ...options, port }),
  };
}

/**
 * A call of Snap7's client by its name, such as `['DBRead', 1, 0, 10]`. Bytes are `{ hex }`, and a text that names one of its
 * constants is that constant.
 */
export type Snap7Call = readonly [method: string, ...args: readonly unknown[]];

export type Snap7Told = { readonly result: unknown } | { readonly error: string };

/** Lets Snap7's client connect to a port and make calls, one after the other; skips the test where it is not installed. */
export async function askWithSnap7(
  context: Skippable,
  port: number,
  calls: readonly Snap7Call[],
): Promise<readonly Snap7Told[]> {
  requirePeer(context, 'Snap7');
  const script = join(peersDirectory, 'snap7/client.js');
  const args = [script, String(port), JSON.stringify(calls)];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    timeout: 60_000,
    maxBuffer: 50_000_000,
  });
  const told: readonly Snap7Told[] | Snap7Told = JSON.parse(stdout);
  if ('error' in told) throw new Error(`Snap7 could not connect: ${told.error}`);
  return told as readonly Snap7Told[];
}

/** The bytes that a call has given. */
export function bytesOf(told: Snap7Told | undefined): Buffer {
  const result = told && 'result' in told ? told.result : undefined;
  if (typeof result !== 'object' || result === null || !('hex' in result))
    throw new Error(`Snap7 gave no bytes: ${JSON.stringify(told)}`);
  return Buffer.from(String(result.hex), 'hex');
}
