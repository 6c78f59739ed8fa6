import assert from 'node:assert/strict';
import { releaseErrors } from '@millwright/release';
import { requestErrors } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { DeviceQuery } from './devices.ts';
import { enrol, makeCode, noon } from './member.fixture.ts';
import { membersOf, outcome, second } from './members.fixture.ts';
import { describeStores } from './store.fixture.ts';

const all: DeviceQuery = { online: { ids: [] }, limit: 100 };

describeStores('devices and codes in the store of a hub', (opened) => {
  const { confirmed, enrolled, take } = membersOf(opened);

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
});
