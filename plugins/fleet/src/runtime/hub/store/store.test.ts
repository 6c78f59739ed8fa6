import assert from 'node:assert/strict';
import { noon } from './member.fixture.ts';
import { jobs, membersOf, release, wish } from './members.fixture.ts';
import { describeStores } from './store.fixture.ts';

describeStores('the store of a hub', (opened) => {
  const { confirmed, stateOf, take } = membersOf(opened);

  it('wants nothing of a device for whom another wish was quicker', async () => {
    const { store } = opened();
    await confirmed();
    assert.equal(await stateOf(), 'idle');
    assert.deepEqual(await store.putWishes([wish('oven-1', 0)]), []);
    assert.equal(await stateOf(), 'pending');
    const late = wish('oven-1', 0, { job: jobs.second });
    assert.deepEqual(await store.putWishes([late, wish('gone', 0)]), ['oven-1', 'gone']);
    assert.equal((await store.findDevice('oven-1'))?.job, jobs.first);
  });

  it('goes on behind the numbers that a device has seen, if its database is older than that', async () => {
    const { store } = opened();
    const member = await confirmed();
    await store.putWishes([wish('oven-1', 0)]);
    await take(member, { counter: 1, desired: 7 });
    assert.equal((await store.findDevice('oven-1'))?.counter, 7);
    await take(member, { counter: 2, desired: 3 });
    await take(member, { counter: 3, desired: Number.MAX_SAFE_INTEGER });
    assert.deepEqual(await store.putWishes([wish('oven-1', 7)]), []);
  });

  it('keeps the latest changes that were taken over from a device, each once', async () => {
    const { store, again } = opened();
    await confirmed();
    const of = (rev: string, time: number) => ({
      device: 'oven-1',
      ...{ rev, time, digest: `digest of ${rev}`, size: 2, credentials: '["a"]', environment: '["PLC"]' },
      ...{ release_name: release.name, release_version: release.version },
    });
    for (const at of [1, 2, 3, 4, 5, 6, 7])
      assert.equal(await store.addAdoption(of(`rev-${at}`, noon + at)), true);
    assert.equal(await store.addAdoption(of('rev-7', noon + 8)), false, 'handed in again');
    // An earlier one runs again, and the clock was put back.
    assert.equal(await store.addAdoption(of('rev-5', noon)), true);
    await store.close();
    const later = again();
    const kept = await later.adoptionsOf('oven-1');
    assert.deepEqual(
      kept.map(({ rev }) => rev),
      ['rev-5', 'rev-7', 'rev-6', 'rev-4', 'rev-3'],
    );
    assert.deepEqual(await later.findAdoption('oven-1', 'rev-7'), of('rev-7', noon + 7));
    assert.equal(await later.findAdoption('oven-1', 'rev-1'), undefined);
    assert.equal((await later.listAdoptedBlobs()).length, 5);
    const [first] = await later.listAdoptions();
    assert.deepEqual([first?.name, first?.rev, first?.release_version], ['oven-1', 'rev-5', 3]);
    const events = (await later.eventsOf('oven-1', 20)).filter(({ kind }) => kind === 'adopted');
    assert.equal(events.length, 8);
    await later.shutOutDevice({ device: 'oven-1', time: noon });
    await later.removeDevice('oven-1');
    assert.deepEqual(await later.listAdoptions(), []);
  });

  it('keeps trust, releases, deploys and values over a restart', async () => {
    const { store, again } = opened();
    await confirmed();
    await store.putTrust({ version: 1, envelope: 'draft', state: 'draft' });
    await store.putTrust({ version: 1, envelope: 'signed', state: 'signed' });
    const kept = {
      ...{ ...release, digest: 'd', rev: 'r', created: noon, by: 'ana', history: null, state: 'draft' },
      ...{ manifest: 'm', variables: '[]', size: 2 ** 40, credentials: null },
    };
    await store.addRelease(kept);
    await assert.rejects(store.addRelease(kept));
    await store.putWishes([wish('oven-1', 0)]);
    const deploy = { id: 'deploy-1', time: noon, by: null, note: null, health: null, state: 'under-way' };
    const named = { ...deploy, release_name: release.name, release_version: release.version };
    await store.addDeploy({ deploy: named, devices: [{ device: 'oven-1', job: jobs.first }] });
    await store.close();
    const later = again();
    assert.deepEqual(await later.listTrust(), [{ version: 1, envelope: 'signed', state: 'signed' }]);
    assert.equal(await later.changeRelease(release, { state: 'signed', manifest: 'n' }), true);
    assert.deepEqual(await later.findRelease(release), { ...kept, state: 'signed', manifest: 'n' });
    assert.deepEqual(await later.releaseUses(), [{ release, running: 0, wanted: 1 }]);
    await later.setDeployState('deploy-1', 'done');
    const [found] = await later.listDeploys(50);
    assert.equal(found?.deploy.state, 'done');
    assert.deepEqual(found?.fates, [{ fate: 'open', devices: 1 }]);
    assert.deepEqual(
      (await later.findDeploy('deploy-1'))?.devices.map(({ job }) => job),
      [jobs.first],
    );
    assert.equal((await later.selectDevices({ kind: 'all' })).length, 1);
    assert.ok(((await later.figures()).bytes ?? 0) > 0);
    assert.equal(await later.highestRelease(release.name), release.version);
  });
});
