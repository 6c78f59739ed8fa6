import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { patternMemory, SimulatedPlc } from '@millwright/simulators';
import {
  type NodeRedProcess,
  type PackedPackage,
  Registry,
  root,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { type Line, layLine } from '../interoperability/line.ts';
import { isStatus, observed, read, seen, tags, waitToSee } from '../modbus/flow.ts';
import { noRegistry, npmInstall, outsideOfRepository, pack } from './install.ts';

/** The folder of a package as one that is in `from` finds it. */
function folderOf(name: string, from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    assert.notEqual(at, dirname(at), `${name} is not installed`);
  }
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackedPackage['manifest'] & {
    readonly dependencies?: Readonly<Record<string, string>>;
  };

/** serialport and all that it needs, from the repository's own tree, packed as they are. */
function packSerialport(into: string): readonly PackedPackage[] {
  const packages = new Map<string, PackedPackage>();
  const add = (name: string, from: string): void => {
    const folder = folderOf(name, from);
    const manifest = manifestOf(folder);
    const id = `${name}@${manifest.version}`;
    if (packages.has(id)) return;
    const tarball = join(into, `${id.replace('/', '-')}.tgz`);
    // What npm would pack, in a hundredth of its time.
    const asPackage = ['--exclude=./node_modules', '--transform=s,^[.],package,'];
    execFileSync('tar', ['-czf', tarball, ...asPackage, '-C', folder, '.']);
    packages.set(id, { tarball, manifest });
    for (const needed of Object.keys(manifest.dependencies ?? {})) add(needed, folder);
  };
  add('serialport', root);
  return [...packages.values()];
}

const [target] = targets();

describe('the packed Modbus nodes on a serial line', function () {
  this.timeout(180_000);
  let scratch: string;
  let tarball: string;
  let line: Line;
  let plc: SimulatedPlc | undefined;
  let nodeRed: NodeRedProcess | undefined;

  before(async function () {
    line = await layLine(this as unknown as Mocha.Context);
    scratch = await mkdtemp(join(tmpdir(), 'millwright-serial-'));
    tarball = pack('nodes/modbus', scratch);
  });

  afterEach(async () => {
    await nodeRed?.stop();
    await plc?.close();
    nodeRed = undefined;
    plc = undefined;
  });

  after(async () => {
    await line?.close();
    await rm(scratch, { recursive: true, force: true });
  });

  const flows = () =>
    observed(
      {
        id: 'connection',
        type: 'mw-modbus-connection',
        schema: 1,
        road: 'rtu',
        path: line.ours.path,
        parity: 'none',
        timeout: 500,
      },
      tags([{ name: 'seven', area: 'holding-register', address: 7, type: 'uint16' }]),
      ...read(),
    );

  /** A Node-RED outside of the repository, into which the nodes have been installed. */
  async function started(install: (userDirectory: string) => unknown): Promise<NodeRedProcess> {
    assert.ok(target);
    const running = await startNodeRed({
      target: await outsideOfRepository(target),
      environment: noRegistry,
    });
    nodeRed = running;
    await running.halt();
    await install(running.userDirectory);
    await running.start();
    const deployed = await running.deploy(flows());
    assert.equal(deployed.status, 200, deployed.text);
    return running;
  }

  it('names serialport as its only dependency, and as one that may be missing', () => {
    const { dependencies, optionalDependencies } = JSON.parse(
      execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }),
    );
    assert.deepEqual([dependencies ?? {}, Object.keys(optionalDependencies)], [{}, ['serialport']]);
  });

  it('install with no registry in reach, and say then what a serial line needs', async () => {
    const running = await started((directory) => npmInstall(directory, [tarball]));
    const failure = await waitFor('the error', async () => {
      await running.request('POST', '/inject/inject');
      return seen(running).find(({ error }) => error !== undefined);
    });
    const { error } = failure;
    assert.equal(error?.code, 'modbus.serial-missing');
    assert.match(String(error?.message), /npm install serialport|serial lines is not there/);
  });

  it('read from a serial line with what serialport has built beforehand, and no script runs', async () => {
    const registry = await Registry.start(packSerialport(scratch));
    try {
      plc = new SimulatedPlc({ road: 'rtu', serial: line.theirs, memory: patternMemory });
      await plc.listen();
      const running = await started((directory) =>
        // Not in one go: the registry is in this process, and has to answer.
        promisify(execFile)(
          'npm',
          ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', tarball],
          {
            cwd: directory,
            env: {
              ...process.env,
              ...noRegistry,
              npm_config_registry: registry.url,
              npm_config_cache: join(scratch, 'cache'),
            },
            encoding: 'utf8',
          },
        ),
      );
      assert.ok(existsSync(join(running.userDirectory, 'node_modules/serialport')));
      await waitFor('a value', async () => {
        await running.request('POST', '/inject/inject');
        return seen(running).some(
          ({ payload }) => payload === 7 || (payload as { seven?: number })?.seven === 7,
        );
      });
      await waitToSee(running, 'the status', isStatus('read', /./));
    } finally {
      await registry.stop();
    }
  });
});
