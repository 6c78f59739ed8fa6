import assert from 'node:assert/strict';
import { releaseErrors } from '@millwright/release';
import { requestErrors } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { DeviceQuery } from './devices.ts';
import { enrol, type Member, makeCode, noon } from './member.fixture.ts';
import type { FleetStore } from './open-store.ts';
import { describeStores } from './store.fixture.ts';
import type { Wish } from './wishes.ts';

const second = 1000;
const jobs = { first: 'job-0000-0000-0001', second: 'job-0000-0000-0002' };
const release = { name: 'line', version: 3 };
const all: DeviceQuery = { online: { ids: [] }, limit: 100 };

const wish = (device: string, after: number, more: Partial<Wish> = {}): Wish => ({
  device,
  after,
  counter: after + 1,
  job: jobs.first,
  release,
  desired: `desired ${after + 1}`,
  ...more,
});

const outcome = (more: object = {}) => ({
  job: jobs.first,
  result: 'committed',
  release: { ...release, digest: 'ab'.repeat(32) },
  time: noon,
  ...more,
});

describeStores('the store of a hub', (opened) => {
  async function enrolled(id = 'oven-1', labels: { name: string; value: string }[] = []): Promise<Member> {
    const { store } = opened();
    const code = makeCode({ labels });
    await store.addCode(code, noon);
    return enrol(store, id, { code });
  }
  async function confirmed(id = 'oven-1'): Promise<Member> {
    const member = await enrolled(id);
    await opened().store.confirmDevice({ device: id, by: 'ana', time: noon });
    return member;
  }
  const stateOf = async (store: FleetStore, id = 'oven-1') => (await store.findDevice(id))?.state;
  const take = (member: Member, more: Parameters<Member['report']>[0] = {}, now = noon) =>
    opened().store.takeReport({ device: member.id, envelope: member.report(more), now });

  it('takes in a device and one use of its code, both or neither', async () => {
    const { store } = opened();
    const code = makeCode({ uses: 2, labels: [{ name: 'site', value: 'north' }] });
    await store.addCode({ ...code, note: 'north', by: 'ana' }, noon);
    const one = await enrol(store, 'oven-1', { code, name: 'Oven 1' });
    const row = await store.findDevice('oven-1');
    assert.deepEqual(JSON.parse(row?.words ?? ''), one.words);
    assert.deepEqual(JSON.parse(row?.labels ?? ''), [{ name: 'site', value: 'north' }]);
    assert.equal((await store.findCode(code.id))?.usesLeft, 1);
    await assert.rejects(enrol(store, 'oven-1', { code }));
    assert.equal((await store.findCode(code.id))?.usesLeft, 1);
    await enrol(store, 'oven-2', { code });
    assert.equal((await store.findCode(code.id))?.usesLeft, 0);
    await assert.rejects(enrol(store, 'oven-3', { code }), releaseErrors.codeUsedUp.is);
    assert.equal(await store.countDevices(), 2);
  });

  it('takes a device for known whose welcome was lost, until it is heard or shut out', async () => {
    const { store } = opened();
    const code = makeCode({ expires: noon + 1000 });
    await store.addCode(code, noon);
    const one = await enrol(store, 'oven-1', { code });
    const keys = { signing: one.key, sealing: one.sealing };
    const again = await enrol(store, 'oven-2', { code, keys, now: noon + 5000 });
    assert.equal(again.id, 'oven-1');
    assert.deepEqual(JSON.parse((await store.findDevice('oven-1'))?.words ?? ''), again.words);
    assert.notDeepEqual(again.words, one.words);
    assert.equal((await store.findCode(code.id))?.usesLeft, 0);
    assert.equal(await store.countDevices(), 1);
    await take(again);
    const late = enrol(store, 'oven-3', { code: makeCode({ uses: 2 }), keys });
    await assert.rejects(late, releaseErrors.codeUnknown.is);
    const other = makeCode({ uses: 2 });
    await store.addCode(other, noon);
    await assert.rejects(enrol(store, 'oven-3', { code: other, keys }), fleetErrors.keyKnown.is);
    assert.equal((await store.findCode(other.id))?.usesLeft, 2);
  });

  it('forgets codes that have ended', async () => {
    const { store } = opened();
    const [short, long] = [makeCode({ expires: noon + second }), makeCode({ expires: noon + 9 * second })];
    await store.addCode(short, noon);
    await store.addCode(long, noon);
    assert.deepEqual(
      (await store.listCodes(noon + 2 * second)).map(({ id }) => id),
      [long.id],
    );
    await store.addCode(makeCode(), noon + 2 * second);
    assert.equal(await store.findCode(short.id), undefined);
    assert.equal(await store.removeCode(long.id), true);
    assert.equal(await store.removeCode(long.id), false);
  });

  it('keeps each outcome once, and says each time that it has it', async () => {
    const { store } = opened();
    const member = await confirmed();
    await store.putWishes([wish('oven-1', 0)]);
    const first = await take(member, { counter: 1, outcomes: [outcome()] });
    assert.deepEqual([first.jobs, first.ended.length], [[jobs.first], 1]);
    const again = await take(member, { counter: 1, outcomes: [outcome()] });
    assert.deepEqual([again.jobs, again.ended.length], [[jobs.first], 0]);
    const later = await take(member, { counter: 2, outcomes: [outcome({ result: 'failed' })] });
    assert.deepEqual([later.jobs, later.ended.length], [[jobs.first], 0]);
    const kept = await store.outcomesOf('oven-1', 10);
    assert.deepEqual(
      kept.map(({ result, release_version }) => [result, release_version]),
      [['committed', 3]],
    );
    assert.equal(await stateOf(store), 'in-sync');
  });

  it('knows what was committed last on a device whose flows were changed there, or which watches another', async () => {
    const { store } = opened();
    const member = await confirmed();
    const committed = { rev: 'sent', release: { ...release, digest: 'ab'.repeat(32) } };
    const drift = { policy: 'report', rev: 'local', since: noon } as const;
    await store.putWishes([wish('oven-1', 0)]);
    await take(member, { counter: 1, committed, rev: 'sent', outcomes: [outcome()] });
    await take(member, { counter: 2, committed, rev: 'local', drift });
    const { running_name, running_version, state } = (await store.findDevice('oven-1')) ?? {};
    assert.deepEqual([running_name, running_version, state], ['line', 3, 'drifted']);
    const used = { release, running: 1, wanted: 1 };
    assert.deepEqual(await store.releaseUses(), [used]);
    const next = { release: { ...release, version: 4 }, job: jobs.second };
    await store.putWishes([wish('oven-1', 1, next)]);
    await take(member, { counter: 3, committed, rev: 'new', phase: 'watching', job: jobs.second });
    assert.equal(await stateOf(store), 'working');
    assert.deepEqual(await store.releaseUses(), [
      { ...used, wanted: 0 },
      { release: next.release, running: 0, wanted: 1 },
    ]);
  });

  it('tells local changes once, and that they were put back', async () => {
    const { store } = opened();
    const member = await confirmed();
    const committed = { rev: 'sent', release: { ...release, digest: 'ab'.repeat(32) } };
    const said = (counter: number, more: object) => take(member, { counter, committed, ...more });
    const drift = { policy: 'report', rev: 'local', since: noon };
    await said(1, { drift });
    await said(2, { phase: 'watching', job: jobs.second });
    await said(3, { drift });
    await said(4, { drift: { ...drift, policy: 'revert' } });
    await said(5, {});
    await said(6, { drift: { ...drift, since: noon + second } });
    await said(7, {});
    const events = (await store.eventsOf('oven-1', 10)).map(({ kind, data }) => [
      kind,
      JSON.parse(data).release,
    ]);
    assert.deepEqual(events.slice(0, 3).reverse(), [
      ['drift', undefined],
      ['put-back', release],
      ['drift', undefined],
    ]);
    assert.equal(events.length, 5, 'enrolled and confirmed come before');
  });

  it('believes no report that is old, forged, of another device, or of one that was shut out', async () => {
    const { store } = opened();
    const [one, two] = [await enrolled('oven-1'), await enrolled('oven-2')];
    await take(one, { counter: 5, since: 5 });
    await assert.rejects(
      take(one, { counter: 4, since: 4, boot: 'boot-0000-0000-0000' }),
      releaseErrors.replayed.is,
    );
    const forged = { device: 'oven-1', envelope: two.report({ device: 'oven-1', counter: 9 }), now: noon };
    await assert.rejects(store.takeReport(forged), releaseErrors.wrongKey.is);
    await assert.rejects(take(one, { device: 'oven-2', counter: 9 }), releaseErrors.anotherDevice.is);
    await store.shutOutDevice({ device: 'oven-1', by: 'ana', time: noon });
    await assert.rejects(take(one, { counter: 9, since: 5 }), releaseErrors.deviceShutOut.is);
    assert.equal(await stateOf(store), 'shut-out');
  });

  it('notes both machines that answer with one key, and takes nothing of what they say', async () => {
    const { store } = opened();
    const member = await confirmed();
    await store.putWishes([wish('oven-1', 0)]);
    await take(member, { counter: 5, since: 3 });
    const copy = { boot: 'boot-0000-0000-0002', since: 4, counter: 6 };
    const noticed = await take(member, { ...copy, outcomes: [outcome()] }, noon + second);
    assert.deepEqual([noticed.copied, noticed.jobs], [{ isNews: true }, []]);
    assert.equal(await stateOf(store), 'copied');
    assert.deepEqual((await take(member, { counter: 6, since: 3 }, noon + 2 * second)).copied, {
      isNews: false,
    });
    assert.deepEqual(JSON.parse((await store.findDevice('oven-1'))?.copies ?? ''), [
      { boot: 'boot-0000-0000-0001', lastSeen: noon + 2 * second },
      { boot: copy.boot, lastSeen: noon + second },
    ]);
    assert.deepEqual(await store.outcomesOf('oven-1', 10), []);
    await store.confirmDevice({ device: 'oven-1', by: 'ana', time: noon });
    assert.equal((await take(member, copy)).copied, undefined);
    assert.equal(await stateOf(store), 'pending');
    assert.deepEqual((await take(member, { counter: 7, since: 3 })).copied, { isNews: true });
  });

  it('wants nothing of a device for whom another wish was quicker', async () => {
    const { store } = opened();
    await confirmed();
    assert.equal(await stateOf(store), 'idle');
    assert.deepEqual(await store.putWishes([wish('oven-1', 0)]), []);
    assert.equal(await stateOf(store), 'pending');
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

  it('lists devices by name, a page at a time, by text, labels, state and reach, with how many there are', async () => {
    const { store } = opened();
    const site = (value: string) => [{ name: 'site', value }];
    for (const [id, where] of [
      ['b', 'north'],
      ['A', 'north'],
      ['c_d', 'south'],
      ['cxd', '50%'],
    ] as const)
      await enrolled(id.toLowerCase(), site(where));
    await store.changeDevice({ device: 'a', time: noon }, { name: 'Ärmel' });
    await store.confirmDevice({ device: 'b', time: noon });
    const ids = async (query: Partial<DeviceQuery>) =>
      (await store.listDevices({ ...all, ...query })).rows.map(({ id }) => id);
    assert.deepEqual(await ids({}), ['b', 'c_d', 'cxd', 'a']);
    const page = await store.listDevices({ ...all, limit: 2 });
    assert.deepEqual([page.hasMore, page.rows.map(({ id }) => id)], [true, ['b', 'c_d']]);
    const { sorted = '', id = '' } = page.rows[1] ?? {};
    assert.deepEqual(await ids({ after: { sorted, id }, limit: 2 }), ['cxd', 'a']);
    assert.deepEqual(await ids({ text: 'C_' }), ['c_d']);
    assert.deepEqual(await ids({ text: '50%' }), ['cxd']);
    assert.deepEqual(await ids({ text: 'äRMEL' }), ['a']);
    assert.deepEqual(await ids({ labels: site('north') }), ['b', 'a']);
    assert.deepEqual(await ids({ states: ['idle'] }), ['b']);
    const reached = await store.listDevices({
      ...all,
      online: { ids: ['a', 'b'], isWanted: true },
      labels: site('north'),
    });
    assert.deepEqual([reached.all, reached.online, reached.states], [2, 2, { idle: 1, new: 1 }]);
    assert.deepEqual(await ids({ online: { ids: ['a', 'b'], isWanted: false } }), ['c_d', 'cxd']);
    assert.deepEqual((await store.listLabels()).at(-1), { ...site('south')[0], count: 1 });
    await store.changeDevice({ device: 'c_d', time: noon }, { labels: [] });
    assert.equal((await store.listLabels()).length, 2);
  });

  it('takes any text to search for, and refuses one that it cannot keep', async () => {
    const { store } = opened();
    await enrolled();
    for (const text of ['\0', '\ud800', "'; drop table device; --", '%', '\\'])
      await store.listDevices({ ...all, text }).catch((error: unknown) => {
        assert.ok(requestErrors.invalid.is(error), String(error));
      });
    assert.equal((await store.listDevices(all)).all, 1);
  });

  it('forgets only devices that were shut out, with all that belongs to them', async () => {
    const { store } = opened();
    const member = await confirmed();
    await take(member, { outcomes: [outcome()] });
    await store.replaceValues({ owner_kind: 'device', owner: 'oven-1' }, [
      { name: 'PLC', secret: 0, value: 'a' },
    ]);
    assert.equal(await store.removeDevice('oven-1'), false);
    await store.shutOutDevice({ device: 'oven-1', time: noon });
    assert.equal(await store.removeDevice('oven-1'), true);
    assert.deepEqual(await store.outcomesOf('oven-1', 10), []);
    assert.deepEqual(await store.eventsOf('oven-1', 10), []);
    assert.deepEqual(await store.listValues(), []);
  });

  it('keeps the latest events of a device', async () => {
    const { store } = opened();
    await enrolled();
    const events = Array.from({ length: 520 }, (_, time) => ({ device: 'oven-1', time, kind: 'online' }));
    await Promise.all(events.map((event) => store.addEvent(event)));
    const kept = await store.eventsOf('oven-1', 1000);
    assert.deepEqual([kept.length, kept[0]?.time], [500, 519]);
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

  it('fails for one call alone, whatever is written at the same time', async () => {
    const members = await Promise.all(Array.from({ length: 20 }, (_, at) => enrolled(`oven-${at}`)));
    const results = await Promise.allSettled(
      members.map((member, at) => (at % 2 ? take(member) : take(member, { device: 'another' }))),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 10);
  });
});
