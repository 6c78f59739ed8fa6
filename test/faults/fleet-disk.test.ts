import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  everything,
  makeUserDirectory,
  NodeRedProcess,
  removeUserDirectory,
  requirePeer,
  targets,
  waitFor,
} from '@millwright/testing';
import { Device, Driver, revisionOf, tab } from '../fleet/device/device.ts';
import { deployRunning, devicesOf, enrol, makeCode, ownOf, startHub } from '../fleet/pair.fixture.ts';
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
        ['failed', 'fleet.disk-full'],
        JSON.stringify(first),
      );
      assert.ok(!existsSync(seen('reserve')), 'it was given free for the journal');
      assert.equal((await device.look()).rev, revisionOf([tab('old')]));
      rmSync(seen('filler'));
      const second = await device.outcome(await device.want('new'), 60_000);
      assert.equal(second.result, 'committed', JSON.stringify(second));
      await waitFor('the reserve again', () => existsSync(seen('reserve')));
    });

    it('tells its hub that it is full, and delivers once there is room again', async function () {
      requirePeer(this, 'unshare');
      const hub = await startHub({ target });
      const userDirectory = await makeUserDirectory({ only: ['node-red-fleet'] });
      const directory = join(userDirectory, 'millwright/fleet/device');
      await mkdir(directory, { recursive: true, mode: 0o700 });
      // More than a device keeps free.
      namespace = await Namespace.make(target, `mount -t tmpfs -o size=160m,mode=700 tmpfs "${directory}"`);
      const options = { target: namespace.target, userDirectory };
      const nodeRed = new NodeRedProcess(namespace.target, userDirectory, options);
      try {
        await nodeRed.start();
        const id = await enrol(hub, nodeRed, await makeCode(hub));
        const seen = (name: string): string => seenBy(nodeRed, join(directory, name));
        await waitFor('the reserve', () => existsSync(seen('reserve')));
        fill(seen('filler'));
        const deploy = deployRunning(hub, 'line', { deadline: 180_000 });
        // It may first say which file it could not write; what it says of its delivery takes that one's place.
        const told = await waitFor(
          'the hub to hear of the full disk',
          async () => {
            const device = (await devicesOf(hub)).find((each) => each.id === id);
            return device?.trouble?.code === 'fleet.disk-full' && device;
          },
          { deadline: 60_000 },
        );
        assert.ok(told.online, JSON.stringify(told));
        assert.equal((await ownOf(nodeRed)).connection?.trouble, undefined);
        // The reserve is given free for the journal; without it, too, a report has a number.
        fill(seen('filler-2'));
        const numbers = readFileSync(seen('counter.json'), 'utf8');
        assert.equal((await nodeRed.deploy([tab('local')])).status, 200);
        await waitFor(
          'what runs to be reported',
          () => readFileSync(seen('counter.json'), 'utf8') !== numbers,
        );
        const { connection } = await ownOf(nodeRed);
        assert.deepEqual([connection?.road, connection?.trouble], ['socket', undefined]);
        for (const name of ['filler', 'filler-2']) rmSync(seen(name));
        const [outcome] = (await deploy).devices;
        assert.equal(outcome?.at, 'committed', JSON.stringify(outcome));
      } finally {
        await nodeRed.halt();
        await hub.stop();
        await removeUserDirectory(userDirectory);
      }
    });
  });
}
