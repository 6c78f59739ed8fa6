import assert from 'node:assert/strict';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { targets, waitFor } from '@millwright/testing';
import { Device, Driver, globalOf, kilnFlows, revisionOf, tab, ticking, writeKiln } from './device.ts';

for (const target of targets()) {
  describe(`a device and its switch, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(() => device?.remove());

    const made = async (options: Parameters<typeof Device.make>[2] = {}): Promise<void> => {
      device = await Device.make(target, driver, options);
      await device.nodeRed.start();
      await device.begin();
    };

    it('to other flows with the same modules takes less than a second', async () => {
      await made({ flows: ticking('old') });
      const gaps: number[] = [];
      // What a busy machine adds is not the switch's: one of three is enough.
      for (const version of ['new', 'newer', 'newest']) {
        await device.release(version, { flows: ticking(version) });
        const outcome = await device.outcome(await device.want(version));
        assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
        await waitFor('its ticks', async () => (await globalOf(device, 'version')) === version);
        assert.deepEqual(await device.flowsOnDisk(), ticking(version));
        assert.equal((await device.look()).rev, revisionOf(ticking(version)));
        gaps.push(Number(await globalOf(device, 'gap')));
        if (gaps.some((gap) => gap < 1_000)) break;
      }
      assert.ok(
        gaps.some((gap) => gap > 0 && gap < 1_000),
        `the flows stood still for ${gaps.join(', ')} ms`,
      );
    });

    it('brings credentials, changes them where nothing else differs, and takes them away', async () => {
      device = await Device.make(target, driver, { flows: kilnFlows('one') });
      await writeKiln(join(device.userDirectory, 'node_modules'), '1.0.0');
      await device.nodeRed.start();
      await device.begin();
      for (const [digest, secret] of [
        ['a', 'PLANTED-1'],
        ['b', 'PLANTED-2'],
        ['c', undefined],
      ] as const) {
        const credentials = secret === undefined ? {} : { kiln: { secret } };
        await device.release(digest, { flows: kilnFlows('one'), kiln: '1.0.0', credentials });
        const outcome = await device.outcome(await device.want(digest));
        assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
        assert.equal((await device.look()).secret, secret);
        assert.equal((await device.credentialsOnDisk())['kiln']?.['secret'], secret);
      }
      const { state } = await device.look();
      const slot = join(device.userDirectory, 'millwright/fleet/device/slots', state?.committed?.slot ?? '');
      assert.ok(!(await readFile(join(slot, 'credentials'))).includes('PLANTED'));
      assert.ok(!device.nodeRed.log.includes('PLANTED'));
    });

    it('leaves one slot at rest, and the modules as folders of their own', async () => {
      device = await Device.make(target, driver, { flows: kilnFlows('one') });
      await writeKiln(join(device.userDirectory, 'node_modules'), '1.0.0');
      await device.nodeRed.start();
      await device.begin();
      await device.release('a', { flows: kilnFlows('two'), kiln: '1.0.0' });
      const job = await device.want('a');
      assert.equal((await device.outcome(job)).result, 'committed');
      assert.equal(await device.kilnOnDisk(), '1.0.0');
      assert.ok(
        (await lstat(join(device.userDirectory, 'node_modules/node-red-contrib-kiln'))).isDirectory(),
      );
      await waitFor('other slots to be gone', async () => (await device.slots()).length === 1);
      assert.deepEqual(await device.slots(), [job]);
      assert.deepEqual(await device.dependencies(), { 'node-red-contrib-kiln': '1.0.0' });
    });

    it('to other modules is refused where nothing restarts Node-RED', async () => {
      await made({ flows: [tab('old')] });
      await device.release('new', { flows: kilnFlows('new'), kiln: '1.0.0' });
      const outcome = await device.outcome(await device.want('new'));
      assert.deepEqual([outcome.result, outcome.error?.code], ['refused', 'rollout.restart-needed']);
      assert.equal((await device.look()).state?.rest, 'idle');
      assert.deepEqual(await device.flowsOnDisk(), [tab('old')]);
    });

    it('to other modules ends the process, and is gone on with in the next one', async () => {
      await made({ flows: [tab('old')], environment: { MILLWRIGHT_RESTART: 'exit' } });
      await device.release('new', {
        flows: kilnFlows('new'),
        kiln: '2.0.0',
        credentials: { kiln: { secret: 's' } },
      });
      const job = await device.want('new');
      // A service that restarts only after failures would leave it down after a 0.
      assert.equal(await device.nodeRed.waitForEnd(), 75);
      await device.nodeRed.start();
      assert.equal((await device.outcome(job)).result, 'committed');
      const looked = await device.look();
      assert.deepEqual(
        [looked.module, looked.secret, looked.rev],
        ['2.0.0', 's', revisionOf(kilnFlows('new'))],
      );
    });

    it('is seen by history as what the device did for its hub', async () => {
      await made({ flows: ticking('old'), without: undefined, only: ['node-red-history'] });
      await device.release('new', { flows: ticking('new') });
      const outcome = await device.outcome(await device.want('new'));
      assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
      const { body } = await device.nodeRed.request<{
        versions: readonly { readonly rev: string; readonly actor: object }[];
      }>('GET', '/millwright/history/versions');
      const [latest] = body.versions;
      assert.deepEqual(
        [latest?.rev, latest?.actor],
        [revisionOf(ticking('new')), { kind: 'device', name: 'https://hub.test' }],
      );
    });
  });
}
