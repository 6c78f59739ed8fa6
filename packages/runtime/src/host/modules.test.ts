import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstalledSet, Runtime } from '../red.ts';
import { Manifests } from './manifests.ts';
import { installedModules, providesType } from './modules.ts';

describe('installed modules', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-modules-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const runtime = (
    nodes: readonly InstalledSet[],
    plugins: readonly InstalledSet[],
    pending: Readonly<Record<string, string>> = {},
  ): Runtime =>
    ({
      _: {
        nodes: {
          getNodeList: () => nodes,
          getModuleInfo: (name: string) => ({ pending_version: pending[name] }),
        },
        plugins: { getPluginList: () => plugins },
      },
    }) as unknown as Runtime;
  const manifests = new Manifests();
  const installed = (of: Runtime | undefined) => installedModules(directory, of, manifests);
  const dependencies = (versions: Readonly<Record<string, string>>) =>
    writeFile(join(directory, 'package.json'), JSON.stringify({ dependencies: versions }));
  const library = async (name: string, version: string) => {
    await mkdir(join(directory, 'node_modules', name), { recursive: true });
    await writeFile(join(directory, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
  };

  it('are those with nodes or plugins, once each and without Node-RED itself, and libraries with exact versions', async () => {
    await dependencies({ dayjs: '~1.11.0', '@scope/nodes': '~2.0.0' });
    await library('dayjs', '1.11.13');
    await library('@scope/nodes', '2.0.9');
    const nodes = [
      { module: 'node-red', version: '5.0.7' },
      { module: '@scope/nodes', version: '2.0.3', types: ['scope-write', 'scope-read'] },
      { module: '@scope/nodes', version: '2.0.3', types: ['scope-config', 'scope-read'] },
    ];
    assert.deepEqual(installed(runtime(nodes, [{ module: 'theme', version: '1.0.0' }])), [
      {
        name: '@scope/nodes',
        version: '2.0.3',
        kind: 'node-red',
        disabled: [],
        types: ['scope-config', 'scope-read', 'scope-write'],
      },
      { name: 'dayjs', version: '1.11.13', kind: 'library' },
      { name: 'theme', version: '1.0.0', kind: 'node-red', disabled: [] },
    ]);
  });

  it('are in the version that the next start will run, with the sets of nodes that are switched off', () => {
    const nodes = [
      { module: 'm', version: '1.0.0', name: 'z', enabled: false },
      { module: 'm', version: '1.0.0', name: 'on', enabled: true },
      { module: 'm', version: '1.0.0', name: 'a', enabled: false },
    ];
    assert.deepEqual(installed(runtime(nodes, [], { m: '1.1.0' })), [
      { name: 'm', version: '1.1.0', kind: 'node-red', disabled: ['a', 'z'] },
    ]);
  });

  it('say which did not come from the registry', async () => {
    const wanted = {
      address: 'https://example.com/x.tgz',
      alias: 'npm:other@1.0.0',
      file: 'file:nodes/x-1.0.0.tgz',
      git: 'user/repository#main',
      range: '>=1.0.0 <2.0.0 || ^3.0.0-beta.1',
      tag: 'latest',
    };
    await dependencies(wanted);
    for (const name of Object.keys(wanted)) await library(name, '1.0.0');
    const ofFile = { module: 'file', version: '1.0.0' };
    const found = installed(runtime([ofFile], []));
    assert.deepEqual(
      found.filter(({ local }) => local).map(({ name, kind }) => [name, kind]),
      [
        ['address', 'library'],
        ['alias', 'library'],
        ['file', 'node-red'],
        ['git', 'library'],
      ],
    );
    assert.equal(found.length, 6);
  });

  it('are looked at anew when they changed on disk, or went', async () => {
    await dependencies({ dayjs: '~1.11.0' });
    await library('dayjs', '1.11.13');
    const versions = () => installed(undefined).map(({ version }) => version);
    assert.deepEqual([versions(), versions()], [['1.11.13'], ['1.11.13']]);
    await library('dayjs', '1.11.130');
    assert.deepEqual(versions(), ['1.11.130']);
    await rm(join(directory, 'node_modules'), { recursive: true });
    assert.deepEqual(versions(), []);
  });

  it('do without files that are missing or broken', async () => {
    assert.deepEqual(installed(undefined), []);
    await dependencies({ missing: '1.0.0' });
    assert.deepEqual(installed(undefined), []);
    await writeFile(join(directory, 'package.json'), '{ "dependencies": ');
    assert.deepEqual(installed(undefined), []);
  });
});

describe('a type of nodes', () => {
  it('is provided by a set that is listed, switched on and loaded, not by what Node-RED keeps of a removed one', () => {
    const sets: readonly InstalledSet[] = [
      { module: 'm', name: 'on', types: ['on'], enabled: true },
      { module: 'm', name: 'off', types: ['off'], enabled: false },
      { module: 'm', name: 'broken', types: ['broken'], enabled: true, err: 'no such file' },
    ];
    const runtime = {
      _: { nodes: { getNodeList: () => sets, getType: (type: string) => type !== 'never' && Object } },
    } as unknown as Runtime;
    const provided = ['on', 'off', 'broken', 'removed', 'never'].filter((type) =>
      providesType(runtime, type),
    );
    assert.deepEqual(provided, ['on']);
  });
});
