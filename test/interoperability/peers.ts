import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Area } from '@millwright/modbus';
import {
  endChild,
  freePort,
  type PeerName,
  peersDirectory,
  requirePeer,
  spawnChild,
  waitFor,
} from '@millwright/testing';
import type { Context } from 'mocha';

export const peers = ['pymodbus', 'jsmodbus', 'modbus-serial'] as const satisfies readonly PeerName[];

/** How many addresses of each area a peer's server has. */
export const served = 2_500;

/** The command that runs a script of a peer; skips the test where the peer is missing. */
function commandOf(context: Context, peer: PeerName, script: 'server' | 'client'): readonly [string, string] {
  const found = requirePeer(context, peer);
  return peer === 'pymodbus'
    ? [found, join(peersDirectory, peer, `${script}.py`)]
    : [process.execPath, join(peersDirectory, peer, `${script}.js`)];
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
}

export interface PeerServer {
  readonly port: number;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** A Modbus TCP server of another make, in a process of its own. */
export async function startServer(context: Context, peer: PeerName): Promise<PeerServer> {
  const [command, script] = commandOf(context, peer, 'server');
  const port = await freePort();
  const start = async () => {
    // What peers print about connections that end is their own affair.
    const child = spawnChild(command, [script, String(port)], { stdio: ['pipe', 'ignore', 'ignore'] });
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

/** Lets a client of another make read from our server. */
export async function readWith(
  context: Context,
  peer: PeerName,
  port: number,
  reads: readonly Read[],
): Promise<readonly ({ readonly values: readonly number[] } | { readonly exception: number })[]> {
  const [command, script] = commandOf(context, peer, 'client');
  const { stdout } = await promisify(execFile)(command, [script, String(port), JSON.stringify(reads)], {
    timeout: 30_000,
    maxBuffer: 50_000_000,
  });
  return JSON.parse(stdout);
}
