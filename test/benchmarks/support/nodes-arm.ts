import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { armSettings, type Memory } from './arms.ts';
import type { Counting, Tally } from './slices.ts';

const settings = `${armSettings} functionGlobalContext: { bench: { count: 0, open: false, process } },`;

/** Nodes that are measured: a package of the repository's, or others that are installed into the user directory. */
export type Installed =
  | { readonly own: string }
  | {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly overrides?: Readonly<Record<string, string>>;
    };

/** A Node-RED with one of the sets of nodes, and what it has counted. */
export class NodesArm implements Counting {
  readonly #nodeRed: NodeRedProcess;
  readonly #directory: string;

  private constructor(nodeRed: NodeRedProcess, directory: string) {
    this.#nodeRed = nodeRed;
    this.#directory = directory;
  }

  static async start(
    nodes: Installed,
    flows: readonly object[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<NodesArm> {
    const own = 'own' in nodes ? { only: [nodes.own] } : { without: 'all' as const };
    const directory = await makeUserDirectory({ ...own, heavyNodes: 'all', flows, settings });
    if (!('own' in nodes)) await install(directory, nodes);
    const nodeRed = await startNodeRed({ userDirectory: directory, target: targets().at(-1), environment });
    return new NodesArm(nodeRed, directory);
  }

  /** While flows are deployed there is nobody to ask: it waits. */
  tally(): Promise<Tally> {
    return waitFor('what was counted', async () => {
      const { status, body } = await this.#nodeRed.request<Tally>('GET', '/tally');
      return status === 200 && body;
    });
  }

  /** Bytes of the heap that are in use after a collection. */
  async heap(): Promise<number> {
    return (await this.#nodeRed.request<Memory>('GET', '/instruments/collect')).body.heapUsed;
  }

  /** Lets a flow that has {@link gate} go, or holds it. */
  async let(go: boolean): Promise<void> {
    const { status } = await this.#nodeRed.request('GET', `/gate?open=${go}`);
    if (status !== 200) throw new Error(`The gate was answered ${status}`);
  }

  /** Deploys everything anew, as the button does. */
  async deploy(flows: readonly object[]): Promise<void> {
    const { status, text } = await this.#nodeRed.deploy(flows);
    if (status !== 200) throw new Error(`The deploy was answered ${status} ${text}`);
  }

  async stop(): Promise<void> {
    await this.#nodeRed.stop();
    await removeUserDirectory(this.#directory);
  }
}

async function install(directory: string, modules: object): Promise<void> {
  const file = join(directory, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, ...modules }));
  const npm = process.env['npm_execpath'];
  const [command, prefix] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status, stderr } = spawnSync(
    command,
    [...prefix, 'install', '--no-audit', '--no-fund', '--loglevel=error', '--workspaces=false'],
    { cwd: directory, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${JSON.stringify(modules)} could not be installed: ${stderr}`);
}
