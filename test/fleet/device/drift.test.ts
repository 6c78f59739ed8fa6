import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { targets, waitFor } from '@millwright/testing';
import { Device, Driver, kilnFlows, revisionOf, writeKiln } from './device.ts';

for (const target of targets()) {
  describe(`what is changed on a device beside its flows, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(() => device?.remove());

    const rev = revisionOf(kilnFlows('two'));
    /** Runs a release with a credential and a module, and does what it shall with changes. */
    const made = async (drift: 'report' | 'revert'): Promise<void> => {
      device = await Device.make(target, driver, {
        flows: kilnFlows('one'),
        environment: { MILLWRIGHT_RESTART: 'exit' },
      });
      await writeKiln(modules(), '1.0.0');
      await device.nodeRed.start();
      await device.begin();
      await device.release('a', {
        flows: kilnFlows('two'),
        kiln: '1.0.0',
        credentials: { kiln: { secret: 'sent' } },
      });
      const outcome = await device.outcome(await device.want('a', { drift }));
      assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
    };
    const modules = (): string => join(device.userDirectory, 'node_modules');
    const deploy = async (secret?: string): Promise<void> => {
      const flows = kilnFlows('two').map((item) =>
        secret !== undefined && 'id' in item && item.id === 'kiln'
          ? { ...item, credentials: { secret } }
          : item,
      );
      assert.equal((await device.nodeRed.deploy(flows)).status, 200);
    };
    const strayed = async () => (await device.look()).state?.strayed;

    it('is seen, and so is that it is gone', async () => {
      await made('report');
      await deploy();
      assert.equal(await strayed(), undefined, 'a deploy of the same changes nothing');
      await deploy('mine');
      const { rev: told = '' } = (await waitFor('other credentials to be seen', strayed)) ?? {};
      assert.match(told, new RegExp(`^${rev}\\+`));
      await deploy('sent');
      await waitFor('that to be over', async () => (await strayed()) === undefined);
      await rm(join(modules(), 'node-red-contrib-kiln'), { recursive: true });
      await writeKiln(modules(), '9.9.9');
      await deploy();
      const { rev: other = '' } = (await waitFor('another module to be seen', strayed)) ?? {};
      assert.notEqual(other, told);
    });

    it('is put back where that is wanted', async () => {
      await made('revert');
      await deploy('mine');
      await waitFor('the credentials to be those of the release', async () => {
        const { state } = await device.look();
        if (state?.work || state?.strayed || state?.reverts.count !== 1) return false;
        return (await device.look()).secret === 'sent';
      });
      assert.deepEqual(await device.credentialsOnDisk(), { kiln: { secret: 'sent' } });
      await rm(join(modules(), 'node-red-contrib-kiln'), { recursive: true });
      await writeKiln(modules(), '9.9.9');
      await deploy();
      await waitFor(
        'the module to be that of the release',
        async () => {
          if ((await device.kilnOnDisk()) !== '1.0.0') return false;
          if (!device.nodeRed.isRunning) await device.nodeRed.start();
          const { state } = await device.look().catch(() => ({ state: undefined }));
          return state !== undefined && !state.work && !state.strayed && state.rest === 'idle';
        },
        { deadline: 30_000 },
      );
      assert.equal((await device.look()).module, '1.0.0');
    });
  });
}
