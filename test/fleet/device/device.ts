import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Health, readJournal, type State } from '@millwright/rollout';
import {
  makeUserDirectory,
  type NodeRedOptions,
  NodeRedProcess,
  removeUserDirectory,
  root,
  type Target,
  waitFor,
} from '@millwright/testing';
import { buildPackage, readLoadable } from '@millwright/tooling';
import { decryptCredentials } from './node-red-credentials.ts';

export const secret = 'the key of this test';

/** A Node.js whose program is started again whenever it ends. */
export async function restarted(target: Target, directory: string): Promise<Target> {
  const node = join(directory, 'restarted-node');
  const restarter = join(root, 'test/fleet/device/restarter.cjs');
  await writeFile(node, `#!/bin/sh\nexec "${target.node}" "${restarter}" "$@"\n`, { mode: 0o755 });
  return { ...target, node };
}

/** The driver's package, built once for a test file. */
export class Driver {
  #directory = '';

  async build(): Promise<this> {
    this.#directory = await mkdtemp(join(tmpdir(), 'millwright-driver-'));
    const source = join(root, 'test/fleet/device/driver');
    const loadable = readLoadable(source);
    assert.ok(loadable);
    await buildPackage(loadable, join(this.#directory, 'dist'));
    await writeFile(join(this.#directory, 'package.json'), await readFile(join(source, 'package.json')));
    return this;
  }

  get folder(): string {
    return this.#directory;
  }

  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }
}

export interface Release {
  readonly flows: readonly object[];
  readonly credentials?: Readonly<Record<string, object>>;
  /** Of the module with the type `kiln`. */
  readonly kiln?: string;
  /** A further module, which that one needs. */
  readonly needs?: string;
  readonly health?: Partial<Health>;
}

export interface Looked {
  readonly state?: State;
  readonly trouble?: { readonly code: string };
  readonly rev?: string;
  readonly secret?: string;
  readonly module?: string;
}

/** Node-RED's revision of flows. */
export const revisionOf = (flows: readonly object[]): string =>
  createHash('sha256').update(JSON.stringify(flows)).digest('hex');

/** One gateway: a user directory, and the Node-RED in it. */
export class Device {
  readonly userDirectory: string;
  nodeRed: NodeRedProcess;
  #counter = 0;

  private constructor(userDirectory: string, nodeRed: NodeRedProcess) {
    this.userDirectory = userDirectory;
    this.nodeRed = nodeRed;
  }

  /** A Node-RED that is not started yet. */
  static async make(
    target: Target,
    driver: Driver,
    { environment, ...options }: Partial<NodeRedOptions> = {},
  ): Promise<Device> {
    const userDirectory = await makeUserDirectory({ without: 'all', credentialSecret: secret, ...options });
    const link = join(userDirectory, 'node_modules/@millwright/fleet-driver');
    await mkdir(dirname(link), { recursive: true });
    await symlink(driver.folder, link, 'junction');
    await mkdir(join(userDirectory, 'releases'));
    const started = { target, userDirectory, ...(environment && { environment }) };
    return new Device(userDirectory, new NodeRedProcess(target, userDirectory, started));
  }

  /** Before its first start: by another Node.js. */
  use(target: Target): void {
    this.nodeRed = new NodeRedProcess(target, this.userDirectory, {
      target,
      userDirectory: this.userDirectory,
    });
  }

  /** Makes it a device; it has to run. */
  async begin(): Promise<void> {
    const { status, text } = await this.nodeRed.request('POST', '/millwright/driver/begin', {});
    assert.equal(status, 204, text);
  }

  /** Puts a release beside, as if it had been fetched. */
  async release(digest: string, release: Release): Promise<void> {
    const { flows, credentials = {}, kiln, needs } = release;
    // A machine that tests keep busy is no fault of the flows.
    const health = { windowSeconds: 1, eventLoopMilliseconds: 10_000, ...release.health };
    const folder = join(this.userDirectory, 'releases');
    const modules = kiln === undefined ? [] : [{ name: 'node-red-contrib-kiln', version: kiln }];
    const modulesFrom = join(folder, `${digest}-modules`);
    const nodeModules = join(modulesFrom, 'node_modules');
    if (kiln !== undefined)
      await writeKiln(nodeModules, kiln, needs === undefined ? {} : { [needs]: '1.0.0' });
    if (needs !== undefined) {
      modules.push({ name: needs, version: '1.0.0' });
      await mkdir(join(nodeModules, needs));
      await writeFile(
        join(nodeModules, needs, 'package.json'),
        JSON.stringify({ name: needs, version: '1.0.0' }),
      );
    }
    const text = { flows, credentials, modules, health, ...(kiln !== undefined && { modulesFrom }) };
    await writeFile(join(folder, `${digest}.json`), JSON.stringify(text));
  }

  /** Has npm do something in its user directory, without a registry. */
  async npm(words: readonly string[]): Promise<void> {
    await promisify(execFile)('npm', [...words, '--offline'], { cwd: this.userDirectory });
  }

  /** Tells it that the hub wants this release. @returns the job */
  async want(digest: string, others: object = {}): Promise<string> {
    this.#counter += 1;
    const job = `job-${this.#counter}`;
    const desired = {
      job,
      counter: this.#counter,
      digest: `document-${this.#counter}`,
      hub: 'hub-key',
      drift: 'report',
      window: { kind: 'always' },
      release: { name: 'line', version: this.#counter, digest, size: 10 },
      environment: [],
      ...others,
    };
    const { status, text } = await this.nodeRed.request('POST', '/millwright/driver/want', desired);
    assert.equal(status, 204, text);
    return job;
  }

  async tell(happening: object): Promise<void> {
    await this.nodeRed.request('POST', '/millwright/driver/tell', happening);
  }

  async look(): Promise<Looked> {
    const { status, body, text } = await this.nodeRed.request<Looked>('GET', '/millwright/driver/look');
    assert.equal(status, 200, text);
    return body;
  }

  /** Waits until a job has its outcome. */
  async outcome(job: string, deadline = 30_000) {
    return waitFor(
      `${job} to end`,
      async () => (await this.look()).state?.outcomes.find((each) => each.job === job),
      { deadline },
    );
  }

  /** What its journal says on the disk, which may be a moment behind what it says itself. */
  async journal(): Promise<State> {
    const file = join(this.userDirectory, 'millwright/fleet/device/journal.json');
    return readJournal(await readFile(file, 'utf8'));
  }

  /** Those that there are on the disk. */
  slots(): Promise<string[]> {
    return readdir(join(this.userDirectory, 'millwright/fleet/device/slots'));
  }

  /** Takes the mark away without which a slot is not complete. */
  async spoil(slot: string): Promise<void> {
    await rm(join(this.userDirectory, 'millwright/fleet/device/slots', slot, 'slot.json'));
  }

  /** All versions are gone, as from a card that loses folders. It must not run. */
  async loseSlots(): Promise<void> {
    await rm(join(this.userDirectory, 'millwright/fleet/device/slots'), { recursive: true });
  }

  /** As if a switch had not come to its end. */
  async leaveHalfWay(): Promise<void> {
    await writeFile(join(this.userDirectory, 'millwright/fleet/device/half-way'), 'job-1\n');
  }

  /** What `package.json` names. */
  async dependencies(): Promise<unknown> {
    return JSON.parse(await readFile(join(this.userDirectory, 'package.json'), 'utf8')).dependencies;
  }

  /** As they lie on the disk now. */
  async flowsOnDisk(): Promise<readonly object[]> {
    return JSON.parse(await readFile(join(this.userDirectory, 'flows.json'), 'utf8'));
  }

  async credentialsOnDisk(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
    return decryptCredentials(await readFile(join(this.userDirectory, 'flows_cred.json'), 'utf8'), secret);
  }

  /** The version of the module that Node-RED would find. */
  async kilnOnDisk(): Promise<string | undefined> {
    try {
      const file = join(this.userDirectory, 'node_modules/node-red-contrib-kiln/package.json');
      return JSON.parse(await readFile(file, 'utf8')).version;
    } catch {
      return undefined;
    }
  }

  /** The files of the module in a slot, in order. */
  async kilnFilesIn(slot: string): Promise<readonly string[]> {
    const modules = join(this.userDirectory, 'millwright/fleet/device/slots', slot, 'modules/node_modules');
    return (await readdir(join(modules, 'node-red-contrib-kiln'))).sort();
  }

  async remove(): Promise<void> {
    await this.nodeRed.halt();
    await removeUserDirectory(this.userDirectory);
  }
}

/** A module with a node `kiln`, which has a secret and says its version where the driver finds it. */
export async function writeKiln(
  nodeModules: string,
  version: string,
  dependencies: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = join(nodeModules, 'node-red-contrib-kiln');
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'node-red-contrib-kiln',
    version,
    dependencies,
    'node-red': { nodes: { kiln: 'kiln.js' } },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'kiln.js'),
    `module.exports = (RED) => {
  globalThis.kilnVersion = ${JSON.stringify(version)};
  RED.nodes.registerType('kiln', function (config) { RED.nodes.createNode(this, config); }, { credentials: { secret: { type: 'password' } } });
};\n`,
  );
  await writeFile(
    join(folder, 'kiln.html'),
    `<script type="text/javascript">RED.nodes.registerType('kiln', { category: 'test', defaults: {}, credentials: { secret: { type: 'password' } }, inputs: 0, outputs: 0 });</script>\n`,
  );
}

export const tab = (label: string) => ({ id: 'tab', type: 'tab', label });

/** Ticks all the time, and notes the longest while between two ticks. */
export const ticking = (version: string): readonly object[] => [
  tab(version),
  {
    id: 'tick',
    type: 'inject',
    z: 'tab',
    name: '',
    props: [],
    repeat: '0.02',
    once: true,
    onceDelay: 0.01,
    x: 100,
    y: 100,
    wires: [['note']],
  },
  {
    id: 'note',
    type: 'function',
    z: 'tab',
    name: version,
    func: `const now = Date.now();
if (global.get('version') !== ${JSON.stringify(version)}) global.set('gap', now - global.get('last'));
global.set('last', now);
global.set('version', ${JSON.stringify(version)});
return msg;`,
    outputs: 1,
    x: 300,
    y: 100,
    wires: [[]],
  },
];

/** Flows with a kiln, whose credentials, label and module all say the version. */
export const kilnFlows = (version: string): readonly object[] => [
  tab(version),
  { id: 'kiln', type: 'kiln', z: 'tab', name: version, x: 100, y: 100, wires: [] },
];

/** A value of the global context of the flows. */
export async function globalOf(device: Device, name: string): Promise<unknown> {
  const { body } = await device.nodeRed.request<{ msg?: string; format?: string }>(
    'GET',
    `/context/global/${name}`,
  );
  const stored =
    (body as Record<string, { readonly msg?: string; readonly format?: string }>)['memory'] ?? body;
  return stored.format === 'number' ? Number(stored.msg) : stored.msg;
}
