import assert from 'node:assert/strict';
import { readEnrolmentCode } from '@millwright/release';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { HubFrame } from '../../../plugins/fleet/src/common/road.ts';
import { RoadDevice } from '../device.fixture.ts';
import { HubClient } from '../hub-client.ts';

const job = 'job-0000-0000-0001';
const committed = { job, result: 'committed', time: 1 };
const only = ['node-red-fleet'];

for (const target of targets())
  describe(`the road to devices (${target.title})`, () => {
    let nodeRed: NodeRedProcess;
    let hub: HubClient;
    before(async function () {
      this.timeout(120_000);
      nodeRed = await startNodeRed({ target, only });
      hub = new HubClient(nodeRed);
      await hub.setUp();
    });
    after(() => nodeRed?.stop());

    const enrolled = async (name = 'Oven', draft: object = {}): Promise<RoadDevice> => {
      const { code } = await hub.makeCode(draft);
      return RoadDevice.enrol(code, name);
    };
    const confirmed = async (name = 'Oven'): Promise<RoadDevice> => {
      const device = await enrolled(name);
      await hub.act(device.id, 'confirm');
      return device;
    };

    it('begins with a code that says where the hub is, and ends with the same words on both sides', async () => {
      const labels = [{ name: 'site', value: 'north' }];
      const { code, id } = await hub.makeCode({ labels, note: 'North' });
      assert.equal(readEnrolmentCode(code).url, nodeRed.adminUrl);
      const { codes } = await hub.done<{ codes: { id: string }[] }>('GET', '/codes');
      assert.deepEqual(
        codes.map((each) => each.id),
        [id],
      );
      assert.ok(!JSON.stringify(codes).includes(code));
      const device = await RoadDevice.enrol(code, 'Öfen 1');
      assert.match(device.id, /^ofen-1-/);
      assert.deepEqual(device.identity.labels, labels);
      const shown = await hub.device(device.id);
      assert.deepEqual([shown.words, shown.state, shown.labels], [device.identity.words, 'new', labels]);
      await assert.rejects(RoadDevice.enrol(code, 'Second'), { code: 'release.code-used-up' });
      const { words, state } = await hub.act(device.id, 'confirm');
      assert.deepEqual([words, state], [undefined, 'idle']);
    });

    it('takes reports over a WebSocket, beside the one of the editor, and shows who is in reach', async () => {
      const device = await confirmed();
      await device.connect();
      assert.deepEqual([device.frames.length, device.frames[0]?.trust], [1, []]);
      const shown = await hub.device(device.id);
      assert.deepEqual([shown.online, shown.phase, shown.versions?.nodeRed], [true, 'idle', '5.0.2']);
      const editor = new WebSocket(`${nodeRed.adminUrl.replace('http', 'ws')}/comms`);
      await new Promise((resolve, reject) => {
        editor.onopen = resolve;
        editor.onerror = reject;
      });
      editor.close();
      device.disconnect();
      await waitFor('the device is out of reach', async () => !(await hub.device(device.id)).online);
      const kinds = (await hub.device(device.id)).events.map(({ kind }) => kind);
      assert.deepEqual(kinds, ['offline', 'online', 'confirmed', 'enrolled']);
    });

    it('keeps an outcome once and acknowledges it each time, over both roads', async () => {
      const device = await confirmed();
      await device.greet();
      device.outcomes = [committed];
      const frame = device.report();
      for (let time = 0; time < 3; time++) assert.equal((await device.poll(frame)).status, 200);
      assert.deepEqual(device.outcomes, []);
      device.outcomes = [{ ...committed, result: 'failed' }];
      await device.connect();
      await waitFor('it is acknowledged', () => device.outcomes.length === 0);
      const { outcomes } = await hub.device(device.id);
      assert.deepEqual(
        outcomes.map(({ result }) => result),
        ['committed'],
      );
    });

    it('lets nobody in without a pass, with one of before, or with a greeting of another time', async () => {
      const device = await confirmed();
      assert.deepEqual((await device.poll()).body.code, 'fleet.pass-needed');
      assert.equal((await device.blob('ab'.repeat(32))).status, 401);
      await device.greet();
      assert.equal((await device.poll()).status, 200);
      assert.equal((await device.blob('ab'.repeat(32))).status, 404);
      const stranger = new RoadDevice({ ...device.identity, id: 'nobody-here' });
      await assert.rejects(stranger.greet(), { code: 'fleet.no-device' });
      const thief = new RoadDevice({ ...device.identity, keys: (await enrolled()).identity.keys });
      // Whether there is such a device is not told.
      await assert.rejects(thief.greet(), { code: 'fleet.no-device' });
    });

    it('ends the road of a device that is shut out, and lets it in never again', async () => {
      const device = await confirmed();
      await device.connect();
      await hub.act(device.id, 'shut-out');
      await waitFor('the connection is closed', () => device.closed[0]);
      assert.deepEqual(device.closed[0], { status: 4403, reason: 'release.device-shut-out' });
      assert.equal((await device.poll()).status, 401);
      await assert.rejects(device.greet(), { code: 'release.device-shut-out' });
      await hub.done('DELETE', `/devices/${device.id}`);
      assert.equal((await hub.ask('GET', `/devices/${device.id}`)).status, 404);
      await assert.rejects(device.greet(), { code: 'fleet.no-device' });
    });

    it('notices a copied device, shows both machines, and goes on once somebody says which one is left', async () => {
      const device = await confirmed();
      await device.connect();
      const copy = device.copy();
      await device.tell();
      await copy.greet();
      assert.equal((await copy.poll()).body.code, 'release.copied-device');
      await device.tell();
      assert.equal(device.closed[0]?.reason, 'release.copied-device');
      const shown = await hub.device(device.id);
      assert.deepEqual(
        [shown.state, new Set(shown.copies?.map(({ boot }) => boot))],
        ['copied', new Set([device.boot, copy.boot])],
      );
      await hub.act(device.id, 'confirm');
      assert.equal((await copy.poll()).status, 200);
      assert.equal((await hub.device(device.id)).state, 'idle');
    });

    it('takes reports in their order, however many come at once', async () => {
      const device = await confirmed();
      await device.connect();
      const reports = Array.from({ length: 60 }, (_, at) =>
        device.report({ phase: at < 59 ? 'fetching' : 'idle' }),
      );
      for (const frame of reports) device.sendRaw(JSON.stringify(frame));
      await waitFor('all are answered', () => device.frames.length === 61, { deadline: 30_000 });
      assert.deepEqual([device.closed, (await hub.device(device.id)).phase], [[], 'idle']);
    });

    it('keeps one connection of a device, the newest', async () => {
      const device = await confirmed();
      await device.connect();
      await device.connect();
      await waitFor('the former one is closed', () => device.closed[0]);
      assert.equal(device.closed[0]?.reason, 'fleet.connection-replaced');
      assert.equal((await hub.device(device.id)).online, true);
      device.disconnect();
    });

    it('closes connections over which nothing comes that a device says', async () => {
      for (const [data, reason] of [
        ['{"format":1}', 'fleet.frame-invalid'],
        ['{"format":9}', 'fleet.format-unknown'],
        ['[', 'fleet.frame-invalid'],
        [Buffer.alloc(20), 'fleet.frame-invalid'],
      ] as const) {
        const device = await confirmed();
        await device.connect();
        device.sendRaw(data);
        await waitFor('the connection is closed', () => device.closed[0]);
        assert.equal(device.closed[0]?.reason, reason);
      }
      const device = await confirmed();
      await device.connect();
      device.sendRaw('x'.repeat(600_000));
      await waitFor('the connection is closed', () => device.closed[0]);
      assert.equal(device.closed[0]?.status, 1009);
    });

    it('answers a former format in that format, and refuses those that it does not know', async () => {
      const device = await confirmed();
      await device.greet();
      const former = await device.poll({ ...device.report(), format: 0 });
      assert.deepEqual([former.status, (former.body as HubFrame).format], [200, 0]);
      const later = await device.poll({ ...device.report(), format: 7 });
      assert.deepEqual([later.status, later.body.code], [409, 'fleet.format-unknown']);
    });

    it('makes who tries codes wait, and says how long', async () => {
      const { code, id } = await hub.makeCode();
      await hub.done('DELETE', `/codes/${id}`);
      const refusals = new Set<string>();
      while (!refusals.has('fleet.too-often')) {
        const error = await RoadDevice.enrol(code, 'Thief').then(
          () => assert.fail('it was let in'),
          (refusal: { readonly code: string; readonly details?: { readonly retryAfter: number } }) => refusal,
        );
        refusals.add(error.code);
        if (error.code === 'fleet.too-often') assert.ok((error.details?.retryAfter ?? 0) >= 1);
        assert.ok(refusals.size < 3);
      }
      assert.deepEqual(refusals, new Set(['release.code-unknown', 'fleet.too-often']));
    });
  });

describe('the road to devices, wherever the admin side is', () => {
  for (const [where, place] of [
    ['below a root of its own', { adminRoot: '/admin' }],
    ['inside an application', { embedded: true }],
  ] as const)
    it(`is open ${where}`, async function () {
      this.timeout(120_000);
      const nodeRed = await startNodeRed({ only, ...place });
      try {
        const hub = new HubClient(nodeRed);
        await hub.setUp();
        const { code } = await hub.makeCode();
        assert.equal(readEnrolmentCode(code).url, nodeRed.adminUrl);
        const device = await RoadDevice.enrol(code, 'Oven');
        await device.connect();
        assert.equal((await hub.device(device.id)).online, true);
      } finally {
        await nodeRed.stop();
      }
    });
});
