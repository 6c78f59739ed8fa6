import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { noRegistry, npmInstall, pack, upload } from '../packing/install.ts';
import { type HistoryClient, startWithHistory } from './client.ts';

const name = 'node-red-contrib-millwright-test';
const flows = [{ id: 'a', type: 'tab', label: 'Oven 3' }];

/** A folder with a package of one node, whose type is the name. */
async function makeModule(directory: string, version: string): Promise<string> {
  const folder = join(directory, version);
  await mkdir(folder);
  const manifest = { name, version, 'node-red': { nodes: { thing: 'thing.js' } } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'thing.js'),
    `module.exports = (RED) => RED.nodes.registerType('${name}', function (config) { RED.nodes.createNode(this, config); });`,
  );
  await writeFile(
    join(folder, 'thing.html'),
    `<script>RED.nodes.registerType('${name}', { defaults: {} });</script>`,
  );
  return folder;
}

for (const target of targets()) {
  describe(`versions around modules, ${target.title}`, () => {
    let modules: string;
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let number = 1;

    before(async () => {
      modules = await mkdtemp(join(tmpdir(), 'millwright-modules-'));
      ({ nodeRed, history } = await startWithHistory({ target, flows, environment: noRegistry }));
    });
    after(async () => {
      await nodeRed?.stop();
      await rm(modules, { recursive: true, force: true });
    });

    /** The only version that came since, of the same flows. */
    const oneMore = async (operation: string) => {
      const newest = await history.newest();
      number += 1;
      assert.deepEqual([newest.number, newest.operation], [number, operation]);
      assert.deepEqual(newest.change, { parts: [], reordered: false });
      assert.equal(newest.rev, (await nodeRed.flows()).rev);
      return newest;
    };
    const install = (module: string) => nodeRed.request('POST', '/nodes', { module });

    it('one is made when a module is installed, with who did it and what came', async () => {
      const folder = await makeModule(modules, '1.2.0');
      const { status, text } = await install(folder);
      assert.equal(status, 200, text);
      const version = await oneMore('nodes.install');
      assert.deepEqual(version.actor, { kind: 'anyone' });
      assert.deepEqual(version.modules, [{ name, after: '1.2.0' }]);
      assert.equal(version.modulesChanged, true);
      const { modules: all } = await history.details(number);
      assert.deepEqual(all.find((module) => module.name === name)?.version, '1.2.0');
    });

    it('none is made when an installation fails', async () => {
      const { status } = await install(join(modules, 'nowhere'));
      assert.notEqual(status, 200);
      assert.equal((await history.newest()).number, number);
    });

    it('one is made when its nodes are switched off, and on again', async () => {
      for (const enabled of [false, true]) {
        const { status, text } = await nodeRed.request('PUT', `/nodes/${name}/thing`, { enabled });
        assert.equal(status, 200, text);
        const version = await oneMore('nodes.info.set');
        assert.deepEqual([version.modules, version.modulesChanged], [[], false]);
      }
    });

    it('one is made when it is updated, also while the former one still runs; its start makes no other', async () => {
      const tarball = pack(await makeModule(modules, '1.3.0'), modules);
      const response = await upload(nodeRed, tarball);
      assert.equal(response.status, 200, await response.text());
      assert.deepEqual((await oneMore('nodes.install')).modules, [{ name, before: '1.2.0', after: '1.3.0' }]);
      await nodeRed.restart();
      const current = await waitFor('what runs to be known', async () => {
        const newest = await history.newest();
        return newest.state === 'current' && newest;
      });
      assert.equal(current.number, number);
    });

    it('one is made when it is removed', async () => {
      const { status, text } = await nodeRed.request('DELETE', `/nodes/${name}`);
      assert.equal(status, 204, text);
      assert.deepEqual((await oneMore('nodes.remove')).modules, [{ name, before: '1.3.0' }]);
    });

    it('one is found at the start when npm was used meanwhile', async () => {
      await nodeRed.halt();
      npmInstall(nodeRed.userDirectory, [join(modules, '1.3.0')]);
      await nodeRed.start();
      await history.reaches(number + 1);
      const version = await oneMore('found');
      assert.deepEqual(version.actor, { kind: 'system' });
      assert.deepEqual(version.modules, [{ name, after: '1.3.0' }]);
    });
  });
}
