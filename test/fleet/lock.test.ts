import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lockFor } from '@millwright/release';
import { type PackedPackage, Registry } from '@millwright/testing';
import { integrityOf } from '../../packages/release/src/parts/tarball.fixture.ts';

const run = promisify(execFile);
const platform = `${process.platform}-${process.arch}`;
const other = process.platform === 'darwin' ? 'linux' : 'darwin';

/** A module with a binary of its own for each system, as many have by now. */
const packages = {
  oven: { dependencies: { pad: '1' }, optionalDependencies: { 'oven-here': '1', 'oven-there': '1' } },
  pad: {},
  'oven-here': { os: [process.platform], cpu: [process.arch] },
  'oven-there': { os: [other], dependencies: { 'there-only': '1' } },
  'there-only': {},
};

/**
 * On the side of the hub npm makes the lock file, with the packages of every platform; on that of the device it has the tarballs of
 * the release, and reaches nobody.
 */
describe('a lock file for the platform of a device', () => {
  let folder: string;
  let registry: Registry;
  let userDirectory: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millwright-lock-'));
    const offers = Object.entries(packages).map(([name, more]) => pack({ name, version: '1.0.0', ...more }));
    registry = await Registry.start(await Promise.all(offers));
    userDirectory = join(folder, 'hub');
    await mkdir(userDirectory);
    await writeFile(join(userDirectory, 'package.json'), '{"name":"hub","dependencies":{"oven":"1"}}');
    await npm(['install', '--package-lock-only'], userDirectory, registry.url);
  });

  after(async () => {
    await registry?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function pack(manifest: PackedPackage['manifest']): Promise<PackedPackage> {
    const source = join(folder, 'packages', manifest.name, 'package');
    await mkdir(source, { recursive: true });
    await writeFile(join(source, 'package.json'), JSON.stringify(manifest));
    const tarball = join(folder, `${manifest.name}.tgz`);
    await run('tar', ['-czf', tarball, '-C', dirname(source), 'package']);
    return { tarball, manifest };
  }

  function npm(words: readonly string[], cwd: string, url: string): Promise<unknown> {
    const settings = {
      registry: url,
      cache: join(cwd, '.npm'),
      fetch_retries: '0',
      update_notifier: 'false',
    };
    const environment = Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value]);
    return run('npm', [...words, '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd,
      env: { ...process.env, ...Object.fromEntries(environment) },
    });
  }

  /** A folder with the lock file, and with the tarballs of what is in it. */
  async function deviceWith(name: string, text: string): Promise<string> {
    const directory = join(folder, name);
    await mkdir(directory);
    const lock = JSON.parse(text) as { packages: Record<string, object> };
    const entries = Object.entries(lock.packages).map(async ([path, entry]) => {
      if (path === '') return [path, entry] as const;
      const tarball = join(folder, `${path.slice('node_modules/'.length)}.tgz`);
      const integrity = integrityOf(await readFile(tarball));
      return [path, { ...entry, resolved: `file:${tarball}`, integrity }] as const;
    });
    const packed = { ...lock, packages: Object.fromEntries(await Promise.all(entries)) };
    await writeFile(join(directory, 'package-lock.json'), JSON.stringify(packed));
    await writeFile(join(directory, 'package.json'), JSON.stringify(lock.packages['']));
    return directory;
  }

  it('has all that npm installs there, and npm misses nothing', async () => {
    const text = await readFile(join(userDirectory, 'package-lock.json'), 'utf8');
    assert.match(text, /oven-there/);
    const here = lockFor(text, [{ platform }]);
    assert.doesNotMatch(here, /there/);
    const device = await deviceWith('device', here);
    await npm(['ci', '--offline'], device, 'http://127.0.0.1:9/');
    const installed = await readdir(join(device, 'node_modules'));
    assert.deepEqual(installed.filter((name) => !name.startsWith('.')).toSorted(), [
      'oven',
      'oven-here',
      'pad',
    ]);
  });

  it('may have those of more platforms: npm chooses', async () => {
    const text = await readFile(join(userDirectory, 'package-lock.json'), 'utf8');
    const both = lockFor(text, [{ platform }, { platform: `${other}-arm64` }]);
    assert.match(both, /oven-there/);
    const device = await deviceWith('mixed', both);
    await npm(['ci', '--offline'], device, 'http://127.0.0.1:9/');
    const installed = await readdir(join(device, 'node_modules'));
    assert.deepEqual(installed.filter((name) => !name.startsWith('.')).toSorted(), [
      'oven',
      'oven-here',
      'pad',
    ]);
  });
});
