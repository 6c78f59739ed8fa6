import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'mocha';
import { Rooms } from '../rooms.fixture.ts';
import { noon } from '../store/member.fixture.ts';
import { describeStores } from '../store/store.fixture.ts';

describeStores('a delivery that something newer took the place of', (opened) => {
  let rooms: Rooms;

  beforeEach(() => {
    rooms = new Rooms(opened().store);
  });
  afterEach(() => rooms.remove());

  it('says what that is, by whom, and since when', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const deploy = async (name: string, by?: string) => {
      const kept = rooms.planner.find((await rooms.plan(name)).id);
      return rooms.deploys.carryOut(
        kept,
        { passphrase: undefined, note: undefined, by },
        new AbortController().signal,
      );
    };
    const first = await deploy('oven', 'anna');
    rooms.time += 1000;
    const second = await deploy('mill', 'mara');
    rooms.time += 1000;
    const third = await deploy('dryer');
    const replaced = async ({ id }: { readonly id: string }) => {
      const { devices } = await rooms.deploys.find(id);
      return devices.map(({ at, replacedBy }) => [at, replacedBy]);
    };
    const byMara = { release: { name: 'mill', version: 1 }, by: 'mara', time: second.time };
    assert.deepEqual(await replaced(first), [['superseded', byMara]]);
    assert.deepEqual(await replaced(second), [
      ['superseded', { release: { name: 'dryer', version: 1 }, time: third.time }],
    ]);
    assert.deepEqual(await replaced(third), [['pending', undefined]]);
    // As the device tells it.
    const [{ job = '' } = {}] = first.devices;
    const outcomes = [{ job, result: 'superseded', time: noon }];
    await rooms.store.takeReport({ device: one.id, envelope: one.report({ outcomes }), now: noon });
    assert.deepEqual(await replaced(first), [['superseded', byMara]]);
  });
});
