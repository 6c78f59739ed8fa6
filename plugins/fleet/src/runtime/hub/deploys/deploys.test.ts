import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addSignature,
  commitmentTo,
  type Desired,
  desiredDocument,
  makeSigningKey,
  manifestDocument,
  openDocument,
  openSealed,
  readEnvelopeOf,
  releaseErrors,
  signersOf,
  trustDocument,
} from '@millwright/release';
import { afterEach, beforeEach, it } from 'mocha';
import { fleetErrors } from '../../../common/errors.ts';
import { manifestOf } from '../releases/stored-release.ts';
import { Rooms } from '../rooms.fixture.ts';
import type { Member } from '../store/member.fixture.ts';
import { describeStores } from '../store/store.fixture.ts';

const days = 24 * 60 * 60_000;
const passphrase = 'seven ovens in a row';
const planted = 'planted-secret';

/** Flows that ask for two variables, one of them in code, and have credentials. */
const items = [
  { id: 't', type: 'tab', label: 'Oven' },
  { id: 'f', type: 'function', z: 't', func: 'return env.get("PLC")' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
  { id: 'h', type: 'http request', z: 't', url: '${HOST}' },
];
const credentials = { h: { user: 'anna', password: planted } };

describeStores('deploys', (opened) => {
  let rooms: Rooms;

  beforeEach(() => {
    rooms = new Rooms(opened().store);
    rooms.deployed.items = items;
    rooms.deployed.credentials = credentials;
  });
  afterEach(() => rooms.remove());

  const desiredBy = async ({ id }: Member): Promise<Desired> => {
    const { desired = '' } = await rooms.wanted.frameOf(id);
    return openDocument(desiredDocument, desired, signersOf(rooms.keys.trust().trust, 'hub')).content;
  };
  const deploy = async (order = {}, name = 'oven') => rooms.carryOut((await rooms.plan(name)).id, order);
  const codesOf = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);
  const value = (name: string, text: string, isSecret = false) => ({ name, value: text, isSecret });

  it('want a release of each device, signed by the hub and sealed for it alone', async () => {
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
    const made = await deploy();
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
    const desired = await desiredBy(one);
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
    assert.deepEqual((await desiredBy(other)).environment, [
      { name: 'HOST', value: 'plant' },
      { name: 'PLC', value: '10.0.0.1' },
    ]);
    await assert.rejects(openSealed(readFileSync(blob.file), other.sealing, expected, commitment));
    assert.equal(await rooms.wanted.blobOf(other.id, desired.sealed?.digest ?? ''), undefined);
  });

  it('let devices fetch what is wanted of them, the manifest too, and nothing else', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const { release } = await deploy();
    const row = await rooms.releases.find(release);
    for (const digest of [row.digest, ...manifestOf(row).parts.map((part) => part.digest)])
      assert.ok(await rooms.wanted.blobOf(one.id, digest), digest);
    const manifest = await rooms.wanted.blobOf(one.id, row.digest);
    assert.equal(manifest && 'file' in manifest && readFileSync(manifest.file, 'utf8'), row.manifest);
    rooms.deployed.items = [...items, { id: 'c', type: 'comment', z: 't' }];
    const later = await rooms.releases.find((await deploy({}, 'other')).release);
    assert.equal(await rooms.wanted.blobOf(one.id, row.digest), undefined);
    assert.ok(await rooms.wanted.blobOf(one.id, later.digest));
    assert.equal(await rooms.wanted.blobOf(one.id, 'a'.repeat(64)), undefined);
  });

  it('leave nothing to read of what is secret', async () => {
    await rooms.keys.setUp({ mode: 'sealed', passphrase });
    await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PIN', planted, true)] });
    await deploy({ passphrase });
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

  it('take the passphrase of the release key each time that something is to be signed', async () => {
    await rooms.keys.setUp({ mode: 'sealed', passphrase });
    await rooms.member('oven-1');
    const plan = await rooms.plan();
    assert.equal(plan.needsPassphrase, true);
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.passphraseNeeded.is);
    await assert.rejects(rooms.carryOut(plan.id, { passphrase: 'no' }), releaseErrors.passphraseWrong.is);
    assert.deepEqual(await rooms.releases.list(), []);
    assert.equal((await rooms.carryOut(plan.id, { passphrase })).state, 'under-way');
    const again = await rooms.plan();
    assert.deepEqual([again.needsPassphrase, again.release.exists, again.release.version], [false, true, 1]);
    assert.equal((await rooms.carryOut(again.id)).state, 'under-way');
  });

  it('keep the plan of one person whatever another plans', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const by = (name: string) =>
      rooms.planner.make(
        { source: { kind: 'running' }, name: 'oven', selection: { kind: 'all' } },
        new AbortController().signal,
        name,
      );
    const { id } = await by('anna');
    const others: string[] = [];
    for (let count = 0; count < 20; count++) others.push((await by('eve')).id);
    assert.equal(rooms.planner.find(id).by, 'anna');
    const left = others.filter((other) => {
      try {
        return rooms.planner.find(other);
      } catch (error) {
        assert.ok(fleetErrors.noPlan.is(error));
        return false;
      }
    });
    assert.deepEqual(left, others.slice(-4));
  });

  it('wait for the release key where it is elsewhere, and go on only where nothing later is wanted', async () => {
    const key = makeSigningKey(randomBytes);
    await rooms.keys.setUp({ mode: 'elsewhere', releaseKey: key.public.text });
    await rooms.keys.signTrust(addSignature(readEnvelopeOf(trustDocument, rooms.keys.draft() ?? ''), key));
    const [one, other] = [await rooms.member('oven-1'), await rooms.member('oven-2')];
    const waiting = await deploy({ note: 'new pump' });
    assert.deepEqual(
      [waiting.state, waiting.devices.map(({ at, ended }) => [at, ended])],
      [
        'waits-for-signature',
        [
          ['pending', false],
          ['pending', false],
        ],
      ],
    );
    assert.deepEqual([await rooms.wanted.frameOf(one.id), rooms.told], [{}, []]);
    const [draft] = await rooms.releases.list();
    assert.equal(draft?.state, 'draft');
    await assert.rejects(rooms.releases.bundle(draft), fleetErrors.releaseDraft.is);
    await assert.rejects(
      rooms.releases.remove(draft, (id) => rooms.deploys.waitingFor(id)),
      fleetErrors.releaseInUse.is,
    );
    const { manifest } = await rooms.releases.find(draft);
    await assert.rejects(rooms.releases.sign(draft, manifest), releaseErrors.unsigned.is);
    const envelope = addSignature(readEnvelopeOf(manifestDocument, manifest), key);

    // Meanwhile something else, signed before, is wanted of one of them.
    rooms.deployed.items = items.slice(0, 1);
    const quick = await rooms.planner.prepare(
      { source: { kind: 'running' }, name: 'quick' },
      new AbortController().signal,
    );
    await rooms.releases.take(quick, { signer: key, by: undefined });
    // By a clock that was set back in between.
    rooms.time -= 1000;
    const plan = await rooms.planner.make(
      {
        source: { kind: 'release', release: { name: 'quick', version: 1 } },
        name: 'quick',
        selection: { kind: 'devices', devices: [one.id] },
      },
      new AbortController().signal,
    );
    await rooms.carryOut(plan.id);

    await rooms.deploys.signed(await rooms.releases.sign(draft, envelope));
    assert.equal((await desiredBy(one)).release?.name, 'quick');
    assert.equal((await desiredBy(other)).release?.name, 'oven');
    const found = await rooms.deploys.find(waiting.id);
    assert.deepEqual(
      [found.state, found.note, found.devices.map(({ at }) => at)],
      ['under-way', 'new pump', ['superseded', 'pending']],
    );
    const listed = (await rooms.deploys.list()).find(({ id }) => id === waiting.id);
    assert.deepEqual(
      [listed?.state, listed?.devices, listed?.open, listed?.results],
      ['under-way', 2, 1, { superseded: 1 }],
    );
  });

  it('can be called back as long as they wait for their signature, and never go out then', async () => {
    const key = makeSigningKey(randomBytes);
    await rooms.keys.setUp({ mode: 'elsewhere', releaseKey: key.public.text });
    await rooms.keys.signTrust(addSignature(readEnvelopeOf(trustDocument, rooms.keys.draft() ?? ''), key));
    const one = await rooms.member('oven-1');
    const [first, second] = [await deploy(), await deploy()];
    await rooms.deploys.callBack(first.id);
    await assert.rejects(rooms.deploys.callBack(first.id), fleetErrors.noDeploy.is);
    assert.deepEqual(
      (await rooms.deploys.list()).map(({ id }) => id),
      [second.id],
    );
    await rooms.deploys.callBack(second.id);
    const { manifest } = await rooms.releases.find(first.release);
    const envelope = addSignature(readEnvelopeOf(manifestDocument, manifest), key);
    await rooms.deploys.signed(await rooms.releases.sign(first.release, envelope));
    assert.deepEqual([await rooms.wanted.frameOf(one.id), rooms.told], [{}, []]);
    const { id } = await deploy();
    await assert.rejects(rooms.deploys.callBack(id), fleetErrors.deploySent.is);
    assert.equal((await rooms.deploys.find(id)).state, 'under-way');
  });

  it('tell what became of each device, by its reports', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const { id, release } = await deploy();
    const { job, release: wanted } = await desiredBy(one);
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

  it('leave out devices that cannot get it, and say why', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    await rooms.newcomer('oven-2');
    await rooms.member('oven-3');
    await rooms.store.shutOutDevice({ device: 'oven-3', time: rooms.time });
    await rooms.member('oven-4');
    const other = [
      { name: 'line', value: '3' },
      { name: 'site', value: 'north' },
    ];
    await rooms.store.changeDevice({ device: 'oven-4', time: rooms.time }, { labels: other });
    for (const label of other)
      await rooms.values.replace({ owner: { kind: 'label', label }, values: [value('PLC', label.value)] });
    const plan = await rooms.plan();
    assert.deepEqual(
      plan.devices.map(({ id, problems }) => [id, ...codesOf(problems)]),
      [
        ['oven-1'],
        ['oven-2', 'fleet.device-new'],
        ['oven-3', 'fleet.device-out'],
        ['oven-4', 'release.environment-conflict'],
      ],
    );
    assert.deepEqual(plan.devices[0]?.missing, ['HOST', 'PLC']);
    const made = await rooms.carryOut(plan.id);
    assert.deepEqual(
      made.devices.map(({ id }) => id),
      ['oven-1'],
    );
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.noPlan.is);
  });

  it('are refused where what the plan showed is not so any more', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    await rooms.newcomer('oven-2');
    const changes: (() => unknown)[] = [
      () => rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', '1')] }),
      () => rooms.store.confirmDevice({ device: 'oven-2', time: rooms.time }),
      () => rooms.member('oven-3'),
      () => {
        rooms.deployed.items = items.slice(0, 2);
      },
      () => {
        rooms.deployed.credentials = { f: { token: 'x' } };
      },
    ];
    for (const change of changes) {
      const plan = await rooms.plan();
      await change();
      await assert.rejects(rooms.carryOut(plan.id), fleetErrors.planOutdated.is, String(change));
    }
    const deployed = await rooms.plan();
    const other = await rooms.plan();
    await rooms.carryOut(deployed.id);
    const what = ['oven-1', 'oven-2', 'oven-3'].map((name) => `${name} (oven 1, anna)`);
    await assert.rejects(rooms.carryOut(other.id), { code: 'fleet.plan-outdated', details: { what } });
    const plan = await rooms.plan();
    rooms.time += 11 * 60_000;
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.noPlan.is);
    assert.equal((await rooms.deploys.list()).length, 1);
  });

  it('are refused where another release runs on a device by now than the plan showed', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const { release } = await deploy();
    const { rev, digest } = await rooms.releases.find(release);
    const plan = await rooms.plan();
    const committed = { rev, release: { ...release, digest } };
    const envelope = one.report({ counter: 1, rev, committed });
    await rooms.store.takeReport({ device: one.id, envelope, now: rooms.time });
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.planOutdated.is);
    await deploy();
  });

  it('show what of a device a plan would change: values, local changes, against what it has', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', 'none')] });
    const { release, devices } = await deploy();
    const { rev, digest } = await rooms.releases.find(release);
    const named = { ...release, digest };
    const committed = { rev, release: named };
    const job = devices[0]?.job ?? '';
    const report = (counter: number, more: object = {}) =>
      rooms.store.takeReport({
        device: one.id,
        envelope: one.report({
          counter,
          rev,
          committed,
          outcomes: [{ job, result: 'committed', release: named, time: 1 }],
          ...more,
        }),
        now: rooms.time,
      });
    await report(1);
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', 'crash')] });
    const plan = await rooms.plan();
    const [planned] = plan.devices;
    assert.deepEqual(
      [planned?.from, planned?.change, planned?.valueChanges, planned?.drift],
      [release, [], [{ name: 'PLC', state: 'changed', before: 'none', after: 'crash' }], undefined],
    );
    const drift = { policy: 'report' as const, rev: 'd'.repeat(64), since: 5 };
    await report(2, { rev: drift.rev, drift });
    const [changed] = (await rooms.plan()).devices;
    assert.deepEqual([changed?.from, changed?.change, changed?.drift], [release, [], { since: 5 }]);
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.planOutdated.is);
  });

  it('say which values reach code', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('HOST', 'h'), value('PLC', 'p')] });
    const { warnings } = await rooms.plan();
    assert.deepEqual(codesOf(warnings), ['fleet.values-in-code', 'fleet.one-key-code']);
    assert.deepEqual(warnings[0]?.details, { names: ['PLC'] });
  });

  it('go on after a power cut, each job once', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const [one, other] = [await rooms.member('oven-1'), await rooms.member('oven-2')];
    const { id } = await deploy();
    const before = await desiredBy(one);
    // As if it had ended before everything was wanted of the second one.
    await rooms.store.putWishes([
      { device: other.id, after: 1, counter: 2, job: 'another-job-than-that', desired: 'x' },
    ]);
    await rooms.store.setDeployState(id, 'starting');
    await rooms.deploys.resume();
    assert.deepEqual(await desiredBy(one), before);
    const { job, counter } = await desiredBy(other);
    const { devices, state } = await rooms.deploys.find(id);
    assert.deepEqual([job, counter, state], [devices[1]?.job, 3, 'under-way']);
  });

  it('end for a device where other wishes are quicker again and again', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    Object.assign(rooms.store, {
      putWishes: async (wishes: readonly { device: string }[]) => wishes.map(({ device }) => device),
    });
    const { state, devices } = await deploy();
    assert.equal(state, 'done');
    assert.deepEqual(
      devices.map(({ at, ended, error }) => [at, ended, error?.code]),
      [['refused', true, 'fleet.delivery-overtaken']],
    );
  });

  it('are signed anew before they expire, as the same job', async () => {
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    await deploy();
    const before = await desiredBy(one);
    rooms.time += 19 * days;
    assert.equal(await rooms.sender.renew(), 0);
    rooms.time += 2 * days;
    rooms.told.length = 0;
    assert.equal(await rooms.sender.renew(), 1);
    const after = await desiredBy(one);
    assert.deepEqual({ ...after, issued: before.issued, expires: before.expires, counter: 1 }, before);
    assert.deepEqual([after.counter, after.expires, rooms.told], [2, rooms.time + 30 * days, [one.id]]);
  });

  it('keep the numbers of releases that were removed, and no file of them', async () => {
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
