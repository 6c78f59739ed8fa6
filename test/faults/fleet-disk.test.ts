import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { everything, requirePeer, targets, waitFor } from '@millwright/testing';
import { Device, Driver, revisionOf, tab } from '../fleet/device/device.ts';
import { fill } from './fill.ts';
import { Namespace, seenBy } from './namespace.ts';

for (const target of everything ? targets() : []) {
  describe(`a device and its disk, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device | undefined;
    let namespace: Namespace | undefined;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(async () => {
      await device?.remove();
      await namespace?.remove();
    });

    it('goes on deciding when it is full, and delivers once there is room again', async function () {
      requirePeer(this, 'unshare');
      device = await Device.make(target, driver, { flows: [tab('old')] });
      const directory = join(device.userDirectory, 'millwright/fleet/device');
      await mkdir(directory, { recursive: true, mode: 0o700 });
      namespace = await Namespace.make(target, `mount -t tmpfs -o size=16m,mode=700 tmpfs "${directory}"`);
      device.use(namespace.target);
      await device.nodeRed.start();
      await device.begin();
      // More than the reserve could hold.
      const large = {
        id: 'large',
        type: 'comment',
        z: 'tab',
        name: '',
        info: 'x'.repeat(2 ** 21),
        x: 1,
        y: 1,
        wires: [],
      };
      await device.release('new', { flows: [tab('new'), large] });
      const seen = (name: string): string => seenBy(device?.nodeRed ?? assert.fail(), join(directory, name));
      await waitFor('the reserve', () => existsSync(seen('reserve')));
      fill(seen('filler'));
      const first = await device.outcome(await device.want('new'), 120_000);
      assert.deepEqual(
        [first.result, first.error?.code],
        ['failed', 'rollout.failed'],
        JSON.stringify(first),
      );
      assert.match(first.error?.message ?? '', /ENOSPC/);
      assert.ok(!existsSync(seen('reserve')), 'it was given free for the journal');
      assert.equal((await device.look()).rev, revisionOf([tab('old')]));
      rmSync(seen('filler'));
      const second = await device.outcome(await device.want('new'), 60_000);
      assert.equal(second.result, 'committed', JSON.stringify(second));
      await waitFor('the reserve again', () => existsSync(seen('reserve')));
    });
  });
}
