import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { manifestDocument, openDocument, signersOf } from '@millwright/release';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Deploy, Plan } from '../../../plugins/fleet/src/common/releases.ts';
import { RoadDevice } from '../device.fixture.ts';
import { HubClient } from '../hub-client.ts';

const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  {
    id: 'tick',
    type: 'inject',
    z: 'tab',
    name: 'Tick',
    props: [],
    repeat: '',
    once: false,
    x: 90,
    y: 90,
    wires: [[]],
  },
];

describe('a release on its way from a hub', () => {
  let nodeRed: NodeRedProcess;
  let hub: HubClient;
  before(async function () {
    this.timeout(60_000);
    nodeRed = await startNodeRed({ only: ['node-red-fleet'], flows });
    hub = new HubClient(nodeRed);
    await hub.setUp();
  });
  after(() => nodeRed?.stop());

  const confirmed = async (name: string): Promise<RoadDevice> => {
    const device = await RoadDevice.enrol((await hub.makeCode()).code, name);
    await hub.act(device.id, 'confirm');
    return device;
  };
  const deploy = async (devices: readonly string[]): Promise<Deploy> => {
    const selection = { kind: 'devices', devices };
    const plan = await hub.done<Plan>('POST', '/plans', {
      source: { kind: 'running' },
      name: 'oven',
      selection,
    });
    assert.deepEqual([plan.problems, plan.devices.flatMap(({ problems }) => problems)], [[], []]);
    return hub.done('POST', '/deploys', { plan: plan.id });
  };

  it('is told at once over the connection, fetched by ranges by whoever shall have it, and ends as reported', async function () {
    this.timeout(60_000);
    const [oven, other] = [await confirmed('Oven'), await confirmed('Other')];
    await oven.connect();
    await other.greet();
    const { id } = await deploy([oven.id]);
    const desired = await waitFor('it is wanted', () => oven.desired);
    assert.equal((await hub.device(oven.id)).state, 'pending');
    const digest = desired.release?.digest ?? '';

    const response = await oven.blob(digest);
    assert.deepEqual([response.status, response.headers.get('etag')], [200, `"${digest}"`]);
    const envelope = await response.text();
    const { trust } = oven.identity.trust;
    const manifest = openDocument(manifestDocument, envelope, signersOf(trust, 'release'));
    assert.equal(manifest.digest, digest);
    for (const part of manifest.content.parts) {
      const half = Math.floor(part.size / 2);
      const first = await oven.blob(part.digest, { Range: `bytes=0-${half - 1}` });
      const rest = await oven.blob(part.digest, { Range: `bytes=${half}-`, 'If-Range': `"${part.digest}"` });
      assert.deepEqual([first.status, rest.status], [206, 206]);
      const bytes = Buffer.concat([
        Buffer.from(await first.arrayBuffer()),
        Buffer.from(await rest.arrayBuffer()),
      ]);
      assert.deepEqual([bytes.length, hash('sha256', bytes)], [part.size, part.digest]);
      assert.equal((await other.blob(part.digest)).status, 404);
      assert.equal((await oven.blob(part.digest, { Range: `bytes=${part.size}-` })).status, 416);
    }
    assert.equal((await oven.blob('ab'.repeat(32))).status, 404);
    assert.equal((await oven.blob('..%2f..%2ffleet.db')).status, 400);

    const { job, release } = desired;
    await oven.tell(oven.report({ phase: 'fetching', job }));
    assert.equal((await hub.device(oven.id)).state, 'working');
    const named = { name: 'oven', version: 1, digest: release?.digest ?? '' };
    oven.outcomes = [{ job, result: 'committed', release: named, time: Date.now() }];
    oven.says = { rev: 'r', committed: { rev: 'r', release: named } };
    await oven.tell();
    const { state, running, events } = await hub.device(oven.id);
    assert.deepEqual([state, running], ['in-sync', { name: 'oven', version: 1 }]);
    assert.equal(events[0]?.kind, 'outcome');
    const done = await hub.done<Deploy>('GET', `/deploys/${id}`);
    assert.deepEqual([done.state, done.devices.map(({ at }) => at)], ['done', ['committed']]);

    await hub.act(oven.id, 'shut-out');
    assert.equal((await oven.blob(digest)).status, 401);
  });

  it('is told to none that is copied, or whose words nobody has compared', async () => {
    const { code } = await hub.makeCode();
    const fresh = await RoadDevice.enrol(code, 'New');
    await fresh.greet();
    const selection = { kind: 'devices', devices: [fresh.id] };
    const plan = await hub.done<Plan>('POST', '/plans', {
      source: { kind: 'running' },
      name: 'oven',
      selection,
    });
    assert.equal(plan.devices[0]?.problems.length, 1);
    await fresh.poll();
    assert.equal(fresh.desired, undefined);
  });
});
