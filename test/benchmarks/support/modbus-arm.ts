import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  startNodeRed,
  targets,
} from '@millwright/testing';
import { armSettings, type Memory } from './arms.ts';
import type { NodeSet } from './modbus-flows.ts';
import { ours } from './modbus-flows.ts';

const settings = `${armSettings} functionGlobalContext: { bench: { count: 0, process } },`;

/** Its own fork of modbus-serial is not on npm's registry. */
const peerModules = {
  dependencies: { 'node-red-contrib-modbus': '5.60.2' },
  overrides: { '@openp4nr/modbus-serial': 'npm:modbus-serial@8.0.25' },
};

/** What has been counted so far, and what the process has used: microseconds of the processor. */
export interface Tally {
  readonly count: number;
  readonly cpu: number;
}

/** A Node-RED with one of the sets of nodes, and what it has counted. */
export class ModbusArm {
  readonly #nodeRed: NodeRedProcess;
  readonly #directory: string;

  private constructor(nodeRed: NodeRedProcess, directory: string) {
    this.#nodeRed = nodeRed;
    this.#directory = directory;
  }

  static async start(set: NodeSet, flows: readonly object[]): Promise<ModbusArm> {
    const own = set === ours ? { only: ['node-red-modbus'] } : { without: 'all' as const };
    const directory = await makeUserDirectory({ ...own, heavyNodes: 'all', flows, settings });
    if (set !== ours) await installPeer(directory);
    const nodeRed = await startNodeRed({ userDirectory: directory, target: targets().at(-1) });
    return new ModbusArm(nodeRed, directory);
  }

  async tally(): Promise<Tally> {
    return (await this.#nodeRed.request<Tally>('GET', '/tally')).body;
  }

  /** Bytes of the heap that are in use after a collection. */
  async heap(): Promise<number> {
    return (await this.#nodeRed.request<Memory>('GET', '/instruments/collect')).body.heapUsed;
  }

  /** What is counted in so many seconds, for each second; and what one costs, in microseconds of the processor. */
  async measure(seconds: number): Promise<{ readonly rate: number; readonly cost: number }> {
    const began = performance.now();
    const before = await this.tally();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const after = await this.tally();
    const count = after.count - before.count;
    return {
      rate: (count / (performance.now() - began)) * 1000,
      cost: (after.cpu - before.cpu) / count,
    };
  }

  async stop(): Promise<void> {
    await this.#nodeRed.stop();
    await removeUserDirectory(this.#directory);
  }
}

async function installPeer(directory: string): Promise<void> {
  const file = join(directory, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, ...peerModules }));
  const npm = process.env['npm_execpath'];
  const [command, prefix] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status, stderr } = spawnSync(
    command,
    [...prefix, 'install', '--no-audit', '--no-fund', '--loglevel=error', '--workspaces=false'],
    { cwd: directory, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`node-red-contrib-modbus could not be installed: ${stderr}`);
}
