import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitmentTo, openSealed } from '@millwright/release';
import { it } from 'mocha';
import { fleetErrors } from '../../../common/errors.ts';
import { manifestOf } from '../releases/stored-release.ts';
import type { Member } from '../store/member.fixture.ts';
import { credentials, describeOvens, items, passphrase, planted, value } from './ovens.fixture.ts';

const days = 24 * 60 * 60_000;

describeOvens('deploys', (ovens) => {
  it('want a release of each device, signed by the hub and sealed for it alone', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const [one, other] = [await rooms.member('oven-1'), await rooms.member('oven-2')];
    await rooms.values.replace({
      owner: { kind: 'all' },
      values: [value('HOST', 'plant'), value('PLC', '10.0.0.1')],
    });
    await rooms.values.replace({
      owner: { kind: 'device', device: one.id },
      values: [value('PLC', '10.0.0.9'), value('PIN', planted, true)],
    });
    const made = await rooms.deploy();
    assert.deepEqual(
      [made.state, made.release, made.by],
      ['under-way', { name: 'oven', version: 1 }, 'anna'],
    );
    assert.deepEqual(
      made.devices.map(({ id, at }) => [id, at]),
      [
        ['oven-1', 'pending'],
        ['oven-2', 'pending'],
      ],
    );
    assert.deepEqual(rooms.told, ['oven-1', 'oven-2']);
    const row = await rooms.releases.find(made.release);
    const { commitment } = manifestOf(row).credentials ?? {};
    const desired = await rooms.desiredBy(one);
    assert.deepEqual(desired.environment, [
      { name: 'HOST', value: 'plant' },
      { name: 'PIN', sealed: true },
      { name: 'PLC', value: '10.0.0.9' },
    ]);
    assert.deepEqual(
      [desired.counter, desired.release?.digest, desired.drift, (desired.expires ?? 0) - desired.issued],
      [1, row.digest, 'report', 30 * days],
    );
    const blob = await rooms.wanted.blobOf(one.id, desired.sealed?.digest ?? '');
    assert.ok(blob && 'file' in blob);
    const expected = { device: one.id, manifest: row.digest, job: desired.job };
    const box = await openSealed(readFileSync(blob.file), one.sealing, expected, commitment);
    assert.deepEqual([box.committed?.credentials, box.environment], [credentials, { PIN: planted }]);
    assert.equal(commitmentTo(box.committed ?? assert.fail()), commitment);
    assert.deepEqual((await rooms.desiredBy(other)).environment, [
      { name: 'HOST', value: 'plant' },
      { name: 'PLC', value: '10.0.0.1' },
    ]);
    await assert.rejects(openSealed(readFileSync(blob.file), other.sealing, expected, commitment));
    assert.equal(await rooms.wanted.blobOf(other.id, desired.sealed?.digest ?? ''), undefined);
  });

  it('let devices fetch what is wanted of them, the manifest too, and nothing else', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const { release } = await rooms.deploy();
    const row = await rooms.releases.find(release);
    for (const digest of [row.digest, ...manifestOf(row).parts.map((part) => part.digest)])
      assert.ok(await rooms.wanted.blobOf(one.id, digest), digest);
    const manifest = await rooms.wanted.blobOf(one.id, row.digest);
    assert.equal(manifest && 'file' in manifest && readFileSync(manifest.file, 'utf8'), row.manifest);
    rooms.deployed.items = [...items, { id: 'c', type: 'comment', z: 't' }];
    const later = await rooms.releases.find((await rooms.deploy({}, 'other')).release);
    assert.equal(await rooms.wanted.blobOf(one.id, row.digest), undefined);
    assert.ok(await rooms.wanted.blobOf(one.id, later.digest));
    assert.equal(await rooms.wanted.blobOf(one.id, 'a'.repeat(64)), undefined);
  });

  it('leave nothing to read of what is secret', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'sealed', passphrase });
    await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PIN', planted, true)] });
    await rooms.deploy({ passphrase });
    const rows = [
      ...(await rooms.store.listReleases()),
      ...(await rooms.store.listValues()),
      ...(await rooms.store.selectDevices({ kind: 'all' })),
      ...(await rooms.store.listTrust()),
    ];
    const answers = [
      await rooms.values.list(),
      await rooms.releases.list(),
      await rooms.deploys.list(),
      await rooms.plan(),
    ];
    for (const secret of [planted, passphrase]) {
      assert.equal(JSON.stringify([rows, answers]).includes(secret), false);
      for (const entry of readdirSync(rooms.directory, { recursive: true, withFileTypes: true }))
        if (entry.isFile())
          assert.equal(readFileSync(join(entry.parentPath, entry.name)).includes(secret), false, entry.name);
    }
  });

  it('tell what became of each device, by its reports', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const { id, release } = await rooms.deploy();
    const { job, release: wanted } = await rooms.desiredBy(one);
    assert.ok(wanted);
    const take = (more: Parameters<Member['report']>[0]) =>
      rooms.store.takeReport({ device: one.id, envelope: one.report(more), now: rooms.time });
    const at = async () => (await rooms.deploys.find(id)).devices.map((device) => [device.at, device.ended]);
    await take({ counter: 1, job, phase: 'fetching' });
    assert.deepEqual(await at(), [['fetching', false]]);
    const named = { name: wanted.name, version: wanted.version, digest: wanted.digest };
    const outcome = { job, result: 'committed', release: named, time: rooms.time };
    await take({
      counter: 2,
      outcomes: [outcome],
      rev: 'a'.repeat(64),
      committed: { rev: 'a'.repeat(64), release: named },
    });
    assert.deepEqual(await at(), [['committed', true]]);
    assert.equal((await rooms.deploys.find(id)).state, 'done');
    const [listed] = await rooms.deploys.list();
    assert.deepEqual(
      [listed?.state, listed?.devices, listed?.open, listed?.results],
      ['done', 1, 0, { committed: 1 }],
    );
    const [summary] = await rooms.releases.list();
    assert.deepEqual([summary?.running, summary?.wanted], [1, 1]);
    await assert.rejects(
      rooms.releases.remove(release, async () => 0),
      fleetErrors.releaseInUse.is,
    );
    rooms.deployed.items = [...items, { id: 'c', type: 'comment', z: 't' }];
    const [planned] = (await rooms.plan()).devices;
    assert.deepEqual(
      [planned?.from, planned?.change?.map(({ state, nodes }) => [state, nodes.added]), planned?.restart],
      [{ name: 'oven', version: 1 }, [['changed', 1]], false],
    );
  });

  it('go on after a power cut, each job once', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const [one, other] = [await rooms.member('oven-1'), await rooms.member('oven-2')];
    const { id } = await rooms.deploy();
    const before = await rooms.desiredBy(one);
    // As if it had ended before everything was wanted of the second one.
    await rooms.store.putWishes([
      { device: other.id, after: 1, counter: 2, job: 'another-job-than-that', desired: 'x' },
    ]);
    await rooms.store.setDeployState(id, 'starting');
    await rooms.deploys.resume();
    assert.deepEqual(await rooms.desiredBy(one), before);
    const { job, counter } = await rooms.desiredBy(other);
    const { devices, state } = await rooms.deploys.find(id);
    assert.deepEqual([job, counter, state], [devices[1]?.job, 3, 'under-way']);
  });

  it('end for a device where other wishes are quicker again and again', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    Object.assign(rooms.store, {
      putWishes: async (wishes: readonly { device: string }[]) => wishes.map(({ device }) => device),
    });
    const { state, devices } = await rooms.deploy();
    assert.equal(state, 'done');
    assert.deepEqual(
      devices.map(({ at, ended, error }) => [at, ended, error?.code]),
      [['refused', true, 'fleet.delivery-overtaken']],
    );
  });

  it('keep the numbers of releases that were removed, and no file of them', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const ready = await rooms.planner.prepare(
      { source: { kind: 'running' }, name: 'oven' },
      new AbortController().signal,
    );
    const row = await rooms.releases.take(ready, { signer: rooms.keys.hubKey(), by: undefined });
    await rooms.releases.remove(row, (id) => rooms.deploys.waitingFor(id));
    assert.deepEqual(await rooms.releases.list(), []);
    await assert.rejects(rooms.releases.find(row), fleetErrors.noRelease.is);
    assert.equal((await rooms.plan()).release.version, 2);
    assert.ok((await rooms.blobs.sweep(() => rooms.releases.needed())) > 0);
    assert.deepEqual(readdirSync(join(rooms.directory, 'blobs')), []);
  });
});
