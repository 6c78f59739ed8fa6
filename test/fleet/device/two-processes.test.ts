import assert from 'node:assert/strict';
import { NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { Device, Driver, type Looked, revisionOf, tab } from './device.ts';

for (const target of targets()) {
  describe(`two processes in one user directory, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    let other: NodeRedProcess | undefined;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(async () => {
      await other?.halt();
      await device?.remove();
    });

    it('are one device: the other one changes nothing, says so, and takes over at its next start', async () => {
      device = await Device.make(target, driver, { flows: [tab('old')] });
      const { userDirectory } = device;
      await device.nodeRed.start();
      await device.begin();
      await device.release('new', { flows: [tab('new')], health: { windowSeconds: 600 } });
      await device.want('new');
      await waitFor('watching', async () => (await device.journal()).work?.phase === 'watching');
      const before = await device.journal();

      other = new NodeRedProcess(target, userDirectory, { target, userDirectory });
      await other.start();
      const looked = async (): Promise<Looked> =>
        (await other?.request<Looked>('GET', '/millwright/driver/look'))?.body ?? {};
      const { state, trouble, rev } = await looked();
      assert.deepEqual(
        [state, trouble?.code, rev],
        [undefined, 'fleet.other-process', revisionOf([tab('new')])],
      );
      assert.match(other.log, /Another Node-RED runs from/);
      assert.deepEqual(await device.journal(), before);
      assert.equal((await device.look()).state?.work?.phase, 'watching');

      await device.nodeRed.kill();
      await other.restart();
      assert.equal((await looked()).state?.work?.phase, 'watching');
    });
  });
}
