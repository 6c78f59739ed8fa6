import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Area, Road } from '@millwright/modbus';
import {
  accepts,
  endChild,
  freePort,
  type PeerName,
  peersDirectory,
  requirePeer,
  spawnChild,
  waitFor,
} from '@millwright/testing';
import type { Context } from 'mocha';

/** The peers that have a server and a client of Modbus TCP which go through a script of ours. */
export const peers = ['pymodbus', 'jsmodbus', 'modbus-serial'] as const satisfies readonly PeerName[];

export type Peer = (typeof peers)[number] | 'libmodbus';

/** How many addresses of each area a peer's server has. */
export const served = 2_500;

/** The command that runs a script of a peer; skips the test where the peer is missing. */
function commandOf(context: Context, peer: Peer, script: 'server' | 'client'): readonly string[] {
  const found = requirePeer(context, peer);
  if (peer === 'libmodbus') return [found];
  return peer === 'pymodbus'
    ? [found, join(peersDirectory, peer, `${script}.py`)]
    : [process.execPath, join(peersDirectory, peer, `${script}.js`)];
}

export interface PeerServer {
  readonly port: number;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** A server of another make, in a process of its own. */
export async function startServer(
  context: Context,
  peer: Peer,
  road: Road = 'tcp',
  /** The end of a serial line, or what its TLS rests on. */
  more: { readonly path?: string; readonly files?: readonly string[] } = {},
): Promise<PeerServer> {
  const [command = '', ...script] = commandOf(context, peer, 'server');
  const port = more.path === undefined ? await freePort() : 0;
  const place = more.path ?? String(port);
  const named = peer === 'pymodbus' || peer === 'libmodbus' ? [road, place] : [place];
  const start = async () => {
    // What peers print about connections that end is their own affair.
    const child = spawnChild(command, [...script, ...named, ...(more.files ?? [])], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A serial line and UDP have nothing to connect to: whoever asks first has to ask again.
    if (port > 0 && road !== 'udp')
      await waitFor(`${peer} to listen`, () => accepts(port), { deadline: 20_000 });
    return child;
  };
  let child = await start();
  return {
    port,
    kill: async () => {
      await endChild(child, 'SIGKILL');
    },
    restart: async () => {
      child = await start();
    },
  };
}

export interface Read {
  readonly area: Area;
  readonly address: number;
  readonly quantity: number;
}

export type Told = { readonly values: readonly (number | string)[] } | { readonly exception: number };

/** Lets a client of another make ask our server over any road. */
export async function askWith(
  context: Context,
  peer: Peer,
  road: Road,
  place: string,
  requests: readonly object[],
  files: readonly string[] = [],
): Promise<readonly Told[]> {
  const [command = '', ...script] = commandOf(context, peer, 'client');
  const named = peer === 'pymodbus' ? [road, place] : [place];
  const { stdout } = await promisify(execFile)(
    command,
    [...script, ...named, JSON.stringify(requests), ...files],
    { timeout: 60_000, maxBuffer: 50_000_000 },
  );
  return JSON.parse(stdout);
}

/** Lets a client of another make read from our server. */
export function readWith(
  context: Context,
  peer: Peer,
  port: number,
  reads: readonly Read[],
): Promise<readonly Told[]> {
  return askWith(context, peer, 'tcp', String(port), reads);
}

const mbpollTypes: Readonly<Record<Area, string>> = {
  coil: '0',
  'discrete-input': '1',
  'input-register': '3',
  'holding-register': '4',
};

/** Lets mbpoll read from our server, over TCP or RTU. @returns the values; undefined where it was refused */
export async function readWithMbpoll(
  context: Context,
  road: 'tcp' | 'rtu',
  place: string,
  { area, address, quantity }: Read,
): Promise<readonly number[] | undefined> {
  const mbpoll = requirePeer(context, 'mbpoll');
  const line = ['-m', 'rtu', '-b', '19200', '-d', '8', '-s', '1', '-P', 'none', place];
  const what = [
    '-a',
    '1',
    '-0',
    '-r',
    String(address),
    '-c',
    String(quantity),
    '-t',
    mbpollTypes[area],
    '-1',
  ];
  const where = road === 'rtu' ? line : ['-m', 'tcp', '-p', place, '127.0.0.1'];
  try {
    const { stdout } = await promisify(execFile)(mbpoll, [...what, ...where], { timeout: 30_000 });
    return [...stdout.matchAll(/^\[\d+\]:\s+(\d+)/gm)].map(([, value]) => Number(value));
  } catch {
    return undefined;
  }
}
