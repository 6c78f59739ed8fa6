import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { FlowItem } from '@millwright/flows';
import {
  type Adoption,
  adoptionDocument,
  desiredDocument,
  digestOf,
  openDocument,
  releaseErrors,
  revisionOf,
  signDocument,
  signersOf,
  withEnvironment,
} from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import { longestAdoptedFlows } from '../../../common/road.ts';
import { committedOf, itemsOf, manifestOf } from '../releases/stored-release.ts';
import { Rooms } from '../rooms.fixture.ts';
import type { Member } from '../store/member.fixture.ts';
import { describeStores } from '../store/store.fixture.ts';

const tab = { id: 't', type: 'tab', label: 'Oven' };
const http = { id: 'h', type: 'http request', z: 't', name: 'PLC', url: '' };
const items: readonly FlowItem[] = [tab, http];
const credentials = { h: { user: 'anna', password: 'planted-secret' } };
const values = [{ name: 'PLC', value: '10.0.0.9', isSecret: false }];

const packed = (flows: Uint8Array | string): string => gzipSync(flows).toString('base64');

/** As a device hands it in. */
function handedIn({ id, key }: Member, flows: readonly FlowItem[], change: Partial<Adoption> = {}) {
  const text = Buffer.from(JSON.stringify(flows));
  const adoption: Adoption = {
    format: 1,
    device: id,
    rev: revisionOf(flows),
    digest: digestOf(text),
    size: text.length,
    credentials: [],
    time: 0,
    ...change,
  };
  return { envelope: signDocument(adoptionDocument, adoption, [key]), flows: packed(text) };
}

describeStores('what was changed on a device', (opened) => {
  let rooms: Rooms;
  let one: Member;

  beforeEach(async () => {
    rooms = new Rooms(opened().store);
    rooms.deployed.items = items;
    rooms.deployed.credentials = credentials;
    await rooms.keys.setUp({ mode: 'one-key' });
    one = await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'device', device: one.id }, values });
  });
  afterEach(() => rooms.remove());

  /** Deploys what the hub runs, and lets the device say that it runs. @returns its flows there */
  async function delivered(): Promise<readonly FlowItem[]> {
    await rooms.carryOut((await rooms.plan()).id);
    const { desired = '' } = await rooms.wanted.frameOf(one.id);
    const { job, release } = openDocument(
      desiredDocument,
      desired,
      signersOf(rooms.keys.trust().trust, 'hub'),
    ).content;
    assert.ok(release);
    const { name, version, digest } = release;
    const named = { name, version, digest };
    const flows = withEnvironment(items, credentials, values);
    const envelope = one.report({
      outcomes: [{ job, result: 'committed', release: named, time: rooms.time }],
      rev: flows.rev,
      committed: { rev: flows.rev, release: named },
    });
    await rooms.store.takeReport({ device: one.id, envelope, now: rooms.time });
    return flows.items;
  }

  it('becomes a release with the credentials of the one that was changed, and without the values of the device', async () => {
    const there = await delivered();
    const added = { id: 'n', type: 'http request', z: 't', name: 'Scales', url: '' };
    const changed = [...there.map((item) => (item.id === 'h' ? { ...item, url: '/new' } : item)), added];
    assert.notEqual(there.length, items.length, 'the device has a global configuration for its values');
    const adoption = handedIn(one, changed, { credentials: ['n'] });
    assert.deepEqual(await rooms.adoptions.take(one.id, adoption), { id: one.id, name: one.id });
    assert.equal(await rooms.adoptions.take(one.id, adoption), undefined, 'it is here already');

    const source = { kind: 'adopted', device: one.id, rev: revisionOf(changed) } as const;
    const plan = await rooms.plan('oven', source);
    assert.deepEqual(plan.problems, []);
    assert.deepEqual(
      plan.warnings.map(({ code, details }) => [code, details?.['names']]),
      [['fleet.credentials-left', ['Scales']]],
    );
    const [planned] = plan.devices;
    assert.deepEqual(planned?.from, { name: 'oven', version: 1 });
    assert.deepEqual(
      planned?.change?.map(({ name, nodes }) => [name, nodes.added, nodes.changed]),
      [['Oven', 1, 1]],
    );
    const { release } = await rooms.carryOut(plan.id);
    assert.deepEqual(release, { name: 'oven', version: 2 });
    const row = await rooms.releases.find(release);
    const from = { id: one.id, name: one.id };
    assert.deepEqual(manifestOf(row).source, { rev: revisionOf(changed), device: from });
    const listed = (await rooms.releases.list()).find(({ version }) => version === 2);
    assert.deepEqual(listed?.adopted, { device: one.id, name: one.id });
    assert.deepEqual(await itemsOf(manifestOf(row), rooms.blobs), [tab, { ...http, url: '/new' }, added]);
    assert.deepEqual(committedOf(row, rooms.secrets)?.credentials, credentials);
  });

  it('has none of the values of what ran there, whatever was wanted since', async () => {
    const there = await delivered();
    const others = [{ name: 'OTHER', value: '1', isSecret: false }];
    await rooms.values.replace({ owner: { kind: 'device', device: one.id }, values: others });
    await rooms.carryOut((await rooms.plan()).id);
    const changed = there.map((item) => (item.id === 'h' ? { ...item, url: '/new' } : item));
    await rooms.adoptions.take(one.id, handedIn(one, changed));
    const source = { kind: 'adopted', device: one.id, rev: revisionOf(changed) } as const;
    const { release } = await rooms.carryOut((await rooms.plan('oven', source)).id);
    const made = await itemsOf(manifestOf(await rooms.releases.find(release)), rooms.blobs);
    assert.deepEqual(made, [tab, { ...http, url: '/new' }]);
  });

  it('gives no credentials of nodes that are gone', async () => {
    const there = await delivered();
    const changed = there.filter(({ id }) => id !== 'h');
    await rooms.adoptions.take(one.id, handedIn(one, changed));
    const source = { kind: 'adopted', device: one.id, rev: revisionOf(changed) } as const;
    const { release } = await rooms.carryOut((await rooms.plan('oven', source)).id);
    assert.equal(committedOf(await rooms.releases.find(release), rooms.secrets), undefined);
  });

  it('is refused where it is not what its device signed, or too large, and leaves nothing', async () => {
    const other = await rooms.member('oven-2');
    const good = handedIn(one, items);
    await assert.rejects(rooms.adoptions.take(other.id, good), releaseErrors.wrongKey.is);
    await assert.rejects(
      rooms.adoptions.take(one.id, { ...good, flows: packed('[]') }),
      releaseErrors.blobSize.is,
    );
    await assert.rejects(
      rooms.adoptions.take(one.id, { ...good, flows: 'bm8gZ3ppcA==' }),
      fleetErrors.frameInvalid.is,
    );
    const bomb = packed(Buffer.alloc(longestAdoptedFlows + 1, ' '));
    await assert.rejects(
      rooms.adoptions.take(one.id, { ...good, flows: bomb }),
      fleetErrors.adoptionLarge.is,
    );
    await assert.rejects(rooms.adoptions.take('nobody', good), fleetErrors.noDevice.is);
    const newcomer = await rooms.newcomer('oven-3');
    await assert.rejects(
      rooms.adoptions.take(newcomer.id, handedIn(newcomer, items)),
      fleetErrors.deviceNew.is,
    );
    for (const boot of ['boot-0000-0000-0001', 'boot-0000-0000-0002'])
      await rooms.store.takeReport({ device: other.id, envelope: other.report({ boot }), now: rooms.time });
    await assert.rejects(
      rooms.adoptions.take(other.id, handedIn(other, items)),
      releaseErrors.copiedDevice.is,
    );
    await rooms.store.shutOutDevice({ device: one.id, time: rooms.time });
    await assert.rejects(rooms.adoptions.take(one.id, good), releaseErrors.deviceShutOut.is);
    assert.deepEqual(await rooms.store.listAdoptions(), []);
    const source = { kind: 'adopted', device: one.id, rev: revisionOf(items) } as const;
    await assert.rejects(rooms.plan('oven', source), fleetErrors.noAdopted.is);
  });

  it('is told to the device by another policy as the same job', async () => {
    await delivered();
    const before = await rooms.wanted.frameOf(one.id);
    assert.equal(await rooms.sender.renew(), 0);
    await rooms.store.changeDevice({ device: one.id, time: rooms.time }, { driftPolicy: 'adopt' });
    assert.equal(await rooms.sender.renew([one.id]), 1);
    const read = ({ desired = '' }: typeof before) =>
      openDocument(desiredDocument, desired, signersOf(rooms.keys.trust().trust, 'hub')).content;
    const after = read(await rooms.wanted.frameOf(one.id));
    assert.deepEqual([after.job, after.drift, after.counter], [read(before).job, 'adopt', 2]);
  });

  it('does not keep the device from hearing what it is called', async () => {
    await delivered();
    const called = { name: 'Oven north', labels: [{ name: 'site', value: 'Graz' }] };
    await rooms.store.changeDevice({ device: one.id, time: rooms.time }, called);
    assert.deepEqual([await rooms.sender.renew(), await rooms.sender.renew()], [1, 0]);
    const { desired = '' } = await rooms.wanted.frameOf(one.id);
    const { content } = openDocument(desiredDocument, desired, signersOf(rooms.keys.trust().trust, 'hub'));
    assert.deepEqual([content.name, content.labels, content.counter], [called.name, called.labels, 2]);
    // More than fits beside the rest is left out, and is no reason to sign again and again.
    const text = '\u{1d11e}'.repeat(99);
    const labels = Array.from({ length: 64 }, (_, at) => ({
      name: `${text.slice(0, 50)}${at}`,
      value: text,
    }));
    await rooms.store.changeDevice({ device: one.id, time: rooms.time }, { labels });
    assert.deepEqual([await rooms.sender.renew(), await rooms.sender.renew()], [1, 0]);
  });

  it('is told by another policy also where a deploy is quicker', async () => {
    await delivered();
    const { putWishes } = rooms.store;
    let tries = 0;
    Object.assign(rooms.store, {
      putWishes: async (wishes: Parameters<typeof putWishes>[0]) => {
        tries += 1;
        return tries === 1 ? wishes.map(({ device }) => device) : putWishes(wishes);
      },
    });
    await rooms.store.changeDevice({ device: one.id, time: rooms.time }, { driftPolicy: 'revert' });
    assert.deepEqual([await rooms.sender.renew(), tries], [1, 2]);
    assert.equal(await rooms.sender.renew(), 0);
  });
});
