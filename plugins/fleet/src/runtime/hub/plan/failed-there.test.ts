import assert from 'node:assert/strict';
import { desiredDocument, openDocument, signersOf } from '@millwright/release';
import { afterEach, beforeEach, it } from 'mocha';
import { Rooms } from '../rooms.fixture.ts';
import { noon } from '../store/member.fixture.ts';
import { describeStores } from '../store/store.fixture.ts';

describeStores('a release that failed on a device', (opened) => {
  let rooms: Rooms;

  beforeEach(() => {
    rooms = new Rooms(opened().store);
  });
  afterEach(() => rooms.remove());

  it('is left out of its plan with the values that it had, and not once a secret one is set anew', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const setPin = (value?: string) =>
      rooms.values.replace({
        owner: { kind: 'all' },
        values: [{ name: 'PIN', isSecret: true, ...(value !== undefined && { value }) }],
      });
    const wanted = async () => {
      const { desired = '' } = await rooms.wanted.frameOf(one.id);
      return openDocument(desiredDocument, desired, signersOf(rooms.keys.trust().trust, 'hub')).content;
    };
    await setPin('wrong');
    const { release } = await rooms.carryOut((await rooms.plan()).id);
    const { release: sent, values } = await wanted();
    const failure = { release: sent?.digest ?? '', ...(values !== undefined && { values }) };
    const report = (counter: number, times: number) =>
      rooms.store.takeReport({
        device: one.id,
        envelope: one.report({ counter, failures: [{ ...failure, times }] }),
        now: noon,
      });
    const planned = async () => {
      const { devices } = await rooms.plan('oven', { kind: 'release', release });
      return devices.map(({ failures, problems }) => [failures, ...problems.map(({ code }) => code)]);
    };
    assert.deepEqual(await planned(), [[undefined]]);
    await report(1, 1);
    assert.deepEqual(await planned(), [[1]]);
    await report(2, 2);
    assert.deepEqual(await planned(), [[2, 'rollout.quarantined']]);
    // Saved as it is: it is no other value.
    await setPin();
    assert.deepEqual(await planned(), [[2, 'rollout.quarantined']]);
    await setPin('mended');
    assert.deepEqual(await planned(), [[undefined]]);
    await rooms.carryOut((await rooms.plan('oven', { kind: 'release', release })).id);
    assert.notEqual((await wanted()).values, values);
    assert.ok(!JSON.stringify(await wanted()).includes('mended'));
    const [known] = await rooms.store.releasesOf([failure.release, 'f'.repeat(64)]);
    assert.deepEqual(known, { ...release, digest: failure.release });
  });
});
