import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { targets } from '@millwright/testing';
import { Device, Driver, kilnFlows, revisionOf, tab } from './device.ts';

const run = promisify(execFile);

/** A tarball of a module with a node, as a person uploads one. */
async function packed(folder: string, name: string): Promise<Buffer> {
  const content = join(folder, 'package');
  await mkdir(content, { recursive: true });
  const manifest = { name, version: '1.0.0', keywords: ['node-red'], 'node-red': { nodes: { up: 'up.js' } } };
  await writeFile(join(content, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(content, 'up.js'),
    "module.exports = (RED) => RED.nodes.registerType('up', function (config) { RED.nodes.createNode(this, config); });",
  );
  await run('tar', ['czf', join(folder, 'up.tgz'), '-C', folder, 'package']);
  return readFile(join(folder, 'up.tgz'));
}

for (const target of targets()) {
  describe(`the palette of a device, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(() => device?.remove());

    /** Where npm reaches no registry; what it finds beside is what a person had installed. */
    const made = async (isLocked: boolean): Promise<void> => {
      device = await Device.make(target, driver, {
        flows: [tab('old')],
        environment: {
          MILLWRIGHT_RESTART: 'exit',
          npm_config_registry: 'http://127.0.0.1:9',
          npm_config_fetch_retries: '0',
        },
      });
      const dependencies = { '@millwright/fleet-driver': `file:${driver.folder}` };
      const manifest = { name: 'node-red-project', version: '0.0.1', private: true, dependencies };
      await writeFile(join(device.userDirectory, 'package.json'), JSON.stringify(manifest));
      if (isLocked) await device.npm(['install', '--package-lock-only']);
      await device.nodeRed.start();
      await device.begin();
    };

    for (const isLocked of [false, true])
      it(`works after a switch as without one, and leaves the slot alone${isLocked ? ', beside a lock file' : ''}`, async () => {
        await made(isLocked);
        await device.release('a', { flows: kilnFlows('two'), kiln: '1.0.0', needs: 'kiln-dep' });
        const job = await device.want('a');
        await device.nodeRed.waitForEnd();
        await device.nodeRed.start();
        assert.equal((await device.outcome(job)).result, 'committed');
        const files = await device.kilnFilesIn(job);

        const form = new FormData();
        const tarball = await packed(join(device.userDirectory, 'up'), 'node-red-contrib-up');
        form.append('tarball', new Blob([new Uint8Array(tarball)]), 'node-red-contrib-up-1.0.0.tgz');
        const upload = await fetch(`${device.nodeRed.url}/nodes`, { method: 'POST', body: form });
        assert.equal(upload.status, 200, await upload.text());
        assert.deepEqual(await device.kilnFilesIn(job), files);
        assert.equal(await device.kilnOnDisk(), '1.0.0');

        const removed = await device.nodeRed.request('DELETE', '/nodes/node-red-contrib-up');
        assert.equal(removed.status, 204, removed.text);
        assert.deepEqual(await device.kilnFilesIn(job), files);
        await device.nodeRed.restart();
        const looked = await device.look();
        assert.deepEqual([looked.module, looked.rev], ['1.0.0', revisionOf(kilnFlows('two'))]);
        assert.deepEqual(await device.slots(), [job]);
      });
  });
}
