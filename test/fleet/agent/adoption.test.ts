import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { DeviceDetails } from '../../../plugins/fleet/src/common/devices.ts';
import type { Deploy, Plan } from '../../../plugins/fleet/src/common/releases.ts';
import { HubClient } from '../hub-client.ts';
import { OwnClient } from './own.ts';

const only = ['node-red-fleet'];
const password = 'planted-on-the-device';
const sentPassword = 'sent-by-the-hub';

/** Answers which version runs and for which PLC. */
const line = (text: string) => [
  { id: 'tab', type: 'tab', label: 'Line' },
  { id: 'in', type: 'http in', z: 'tab', url: '/line', method: 'get', wires: [['f']] },
  {
    id: 'f',
    type: 'function',
    z: 'tab',
    func: `msg.payload = '${text} ' + env.get('PLC_HOST'); return msg;`,
    outputs: 1,
    wires: [['out']],
  },
  { id: 'out', type: 'http response', z: 'tab', wires: [] },
];
const ask = (id: string, name: string) => ({
  id,
  type: 'http request',
  z: 'tab',
  name,
  method: 'GET',
  wires: [[]],
});
const secret = (text: string) => ({ credentials: { user: 'ana', password: text } });

for (const target of targets())
  describe(`what is changed on a device, ${target.title}`, function () {
    this.timeout(120_000);
    let hubs: NodeRedProcess;
    let device: NodeRedProcess;
    let hub: HubClient;
    let id = '';

    before(async () => {
      hubs = await startNodeRed({ target, only, heavyNodes: ['http request'] });
      hub = new HubClient(hubs);
      await hub.setUp();
      await hubs.deploy([...line('first'), { ...ask('scales', 'Scales'), ...secret(sentPassword) }]);
      device = await startNodeRed({ target, only, heavyNodes: ['http request'] });
      const { code } = await hub.makeCode({ url: hubs.adminUrl });
      id = (await new OwnClient(device).enrol(code, 'Filler')).device ?? '';
      await hub.act(id, 'confirm');
      const values = [{ name: 'PLC_HOST', value: '10.0.7.1', isSecret: false }];
      await hub.done('PUT', '/values', { owner: { kind: 'device', device: id }, values });
    });
    after(async () => {
      await device?.stop();
      await hubs?.stop();
    });

    const answer = async (): Promise<string> =>
      (await fetch(`${device.url}/line`, { signal: AbortSignal.timeout(2000) })).text();
    const plan = (source: object): Promise<Plan> =>
      hub.plan('line', { source, health: { windowSeconds: 1 } });
    const committed = async (planned: string): Promise<void> => {
      const { id: deploy } = await hub.deploy(planned);
      const ended = await waitFor(
        'the deploy to end',
        async () => {
          const [on] = (await hub.done<Deploy>('GET', `/deploys/${deploy}`)).devices;
          return on?.ended && on;
        },
        { deadline: 60_000 },
      );
      assert.equal(ended.at, 'committed', JSON.stringify(ended.error));
    };
    const shownAs = (what: string, fits: (now: DeviceDetails) => boolean): Promise<DeviceDetails> =>
      waitFor(
        what,
        async () => {
          const now = await hub.device(id);
          return fits(now) && now;
        },
        { deadline: 60_000 },
      );

    it('is taken over by the hub within a minute, also where the policy comes after the change', async () => {
      await committed((await plan({ kind: 'running' })).id);
      await shownAs('both sides to agree', ({ state }) => state === 'in-sync');
      const { flows } = await device.flows();
      const changed = flows.map((node) => (node['id'] === 'f' ? { ...node, ...line('second')[2] } : node));
      await device.deploy([...changed, { ...ask('printer', 'Printer'), ...secret(password) }]);
      const drifted = await shownAs('the change', ({ state }) => state === 'drifted');
      assert.deepEqual(drifted.adopted, []);
      await hub.done('PATCH', `/devices/${id}`, { driftPolicy: 'adopt' });
      const { adopted, events, drift } = await shownAs('it is taken over', (now) => now.adopted.length > 0);
      assert.deepEqual([adopted.length, adopted[0]?.rev], [1, drift?.rev]);
      assert.equal(events.filter(({ kind }) => kind === 'adopted').length, 1);
    });

    it('becomes a release, with which the drift ends', async () => {
      const { adopted } = await hub.done<{ adopted: { device: string; rev: string; against?: object }[] }>(
        'GET',
        '/adopted',
      );
      const [{ device: on, rev, against } = assert.fail()] = adopted;
      assert.deepEqual([on, against], [id, { name: 'line', version: 1 }]);
      const made = await plan({ kind: 'adopted', device: on, rev });
      assert.deepEqual(made.problems, []);
      const left = made.warnings.find(({ code }) => code === 'fleet.credentials-left');
      assert.deepEqual(left?.details?.['names'], ['Printer']);
      const [planned] = made.devices;
      assert.deepEqual(
        [
          planned?.from?.version,
          planned?.change?.map(({ name, nodes }) => [name, nodes.added, nodes.changed]),
        ],
        [1, [['Line', 1, 1]]],
      );
      await committed(made.id);
      assert.equal(await answer(), 'second 10.0.7.1');
      const { drift, running } = await shownAs('both sides to agree', ({ state }) => state === 'in-sync');
      assert.deepEqual([drift, running], [undefined, { name: 'line', version: 2 }]);
      const { body: scales } = await device.request('GET', '/credentials/http-request/scales');
      assert.deepEqual(scales, { user: 'ana', has_password: true });
      const { body: printer } = await device.request('GET', '/credentials/http-request/printer');
      assert.deepEqual(printer, { user: '', has_password: false });
    });

    it('is handed in again as often as it is changed, and never with what was typed there', async () => {
      const { flows } = await device.flows();
      await device.deploy(
        flows.map((node) => (node['id'] === 'f' ? { ...node, ...line('third')[2] } : node)),
      );
      await shownAs('it is taken over', ({ adopted }) => adopted.length === 2);
      assert.equal(await answer(), 'third 10.0.7.1', 'it runs on');
      const texts = [JSON.stringify(await hub.device(id)), hubs.log, device.log];
      assert.equal(
        texts.some((text) => text.includes(password)),
        false,
      );
    });

    it('is on a device that knows what the hub calls it', async () => {
      const labels = [{ name: 'site', value: 'Graz' }];
      await hub.done('PATCH', `/devices/${id}`, { name: 'Filler north', labels });
      const known = await waitFor('the device to hear of it', async () => {
        const own = await new OwnClient(device).state();
        return own.name === 'Filler north' && own;
      });
      assert.deepEqual(known.labels, labels);
    });

    it('is put back as soon as that is the policy, which both sides tell', async () => {
      const release = { name: 'line', version: 2 };
      const { running, driftPolicy } = await hub.device(id);
      assert.deepEqual([running, driftPolicy], [release, 'adopt'], 'what was changed is known');
      await hub.done('PATCH', `/devices/${id}`, { driftPolicy: 'revert' });
      const { events } = await shownAs('both sides to agree', ({ state }) => state === 'in-sync');
      assert.equal(await answer(), 'second 10.0.7.1');
      assert.deepEqual(
        events.filter(({ kind }) => kind === 'put-back').map(({ release: back }) => back),
        [release],
      );
    });
  });
