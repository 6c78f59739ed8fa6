import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeRedProcess, Registry, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { DeviceDetails } from '../../../plugins/fleet/src/common/devices.ts';
import type { Deploy, Plan } from '../../../plugins/fleet/src/common/releases.ts';
import { packed, registryEnvironment, tabWith } from '../../history/packages.ts';
import { HubClient } from '../hub-client.ts';
import { keepRunning } from './keep-running.ts';
import { OwnClient } from './own.ts';
import { Relay } from './relay.ts';

const heater = 'node-red-contrib-heater';
const only = ['node-red-fleet'];
/** Nobody answers there: a device gets nothing from a registry. */
const nowhere = { npm_config_registry: 'http://127.0.0.1:9/' };

/** Answers which version runs and for which PLC; ends the process where it is told to. */
const line = (text: string) => [
  { id: 'tab', type: 'tab', label: 'Line' },
  { id: 'in', type: 'http in', z: 'tab', url: '/line', method: 'get', wires: [['f']] },
  {
    id: 'f',
    type: 'function',
    z: 'tab',
    func: `msg.payload = '${text} ' + env.get('PLC_HOST') + ' ' + String(env.get('PLC_PIN') ?? '').length; return msg;`,
    initialize: `if (env.get('BREAK') === '${text}') void Promise.reject(new Error('broken on purpose'));`,
    outputs: 1,
    wires: [['out']],
  },
  { id: 'out', type: 'http response', z: 'tab', wires: [] },
];

for (const target of targets())
  describe(`a hub and its device, ${target.title}`, function () {
    this.timeout(120_000);
    let scratch: string;
    let registry: Registry;
    let relay: Relay;
    let hubs: NodeRedProcess;
    let device: NodeRedProcess;
    let hub: HubClient;
    let own: OwnClient;
    let keeping: ReturnType<typeof keepRunning> | undefined;
    let id = '';

    before(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'millwright-fleet-'));
      registry = await Registry.start([await packed(scratch, heater, '1.0.0')]);
      hubs = await startNodeRed({
        target,
        only,
        flows: line('first'),
        environment: registryEnvironment(registry, scratch),
      });
      hub = new HubClient(hubs);
      relay = await Relay.start(() => hubs.port);
      await hub.setUp();
      device = await startNodeRed({ target, only, environment: { MILLWRIGHT_RESTART: 'exit', ...nowhere } });
      own = new OwnClient(device);
    });
    after(async () => {
      await keeping?.end();
      await device?.stop();
      await hubs?.stop();
      await relay?.stop();
      await registry?.stop();
      await rm(scratch, { recursive: true, force: true });
    });

    // A request that arrives while the flows are exchanged may never be answered.
    const answer = async (path = '/line'): Promise<string> =>
      (await fetch(`${device.url}${path}`, { signal: AbortSignal.timeout(2000) })).text();
    const plan = (): Promise<Plan> => hub.plan('line', { health: { windowSeconds: 1 } });
    const deploy = async (): Promise<string> => {
      const { id: planned } = await plan();
      return (await hub.deploy(planned)).id;
    };
    const ended = (deployed: string) =>
      waitFor(
        'the deploy to end',
        async () => {
          const [on] = (await hub.done<Deploy>('GET', `/deploys/${deployed}`)).devices;
          return on?.ended && on;
        },
        { deadline: 60_000 },
      );
    const committed = async (deployed: string): Promise<void> => {
      const { at, error } = await ended(deployed);
      assert.equal(at, 'committed', JSON.stringify(error));
    };
    const setValues = (values: readonly object[]): Promise<unknown> =>
      hub.done('PUT', '/values', { owner: { kind: 'device', device: id }, values });
    const shown = (): Promise<DeviceDetails> => hub.device(id);
    const plc = { name: 'PLC_HOST', value: '10.0.7.1', isSecret: false };
    const pin = { name: 'PLC_PIN', value: 'planted-pin', isSecret: true };

    it('show the same words, and nothing goes out before somebody has compared them', async () => {
      const { code } = await hub.makeCode({ url: relay.url, labels: [{ name: 'line', value: '1' }] });
      const state = await own.enrol(code, 'Filler 1');
      id = state.device ?? '';
      const { words, state: standing, name } = await shown();
      assert.deepEqual([words, standing, name], [state.words, 'new', 'Filler 1']);
      await setValues([plc, pin]);
      const { devices } = await plan();
      assert.equal(devices[0]?.problems.length, 1);
      await hub.act(id, 'confirm');
      keeping = keepRunning(device);
    });

    it('run the flows of the editor on the device, with its own values, which are secret on the way', async () => {
      await committed(await deploy());
      assert.equal(await answer(), 'first 10.0.7.1 11');
      await waitFor('both sides to agree', async () => (await shown()).state === 'in-sync');
      assert.equal((await own.state()).stage, 'enrolled');
      assert.equal(device.log.includes('planted-pin') || hubs.log.includes('planted-pin'), false);
    });

    it('come back from flows that end the process', async () => {
      await setValues([plc, pin, { name: 'BREAK', value: 'second', isSecret: false }]);
      await hubs.deploy(line('second'));
      const { at, error } = await ended(await deploy());
      assert.equal(at, 'rolled-back', JSON.stringify(error));
      assert.match(error?.code ?? '', /^rollout\./);
      await waitFor('what ran before', async () => (await answer()) === 'first 10.0.7.1 11');
      assert.equal(
        (
          await waitFor('the hub to see it', async () => {
            const now = await shown();
            return now.state === 'failed' && now;
          })
        ).running?.version,
        1,
      );
      await setValues([plc, pin]);
    });

    it('bring a node to the device that it never had, without a registry', async () => {
      const installed = await hubs.request('POST', '/nodes', { module: heater, version: '1.0.0' });
      assert.equal(installed.status, 200, installed.text);
      await hubs.deploy([...line('third'), ...tabWith('heater')]);
      await committed(await deploy());
      assert.deepEqual([await answer('/heater'), await answer()], [`${heater} 1.0.0`, 'third 10.0.7.1 11']);
    });

    it('agree in the end, whoever of them is killed meanwhile', async () => {
      await hubs.deploy([...line('fourth'), ...tabWith('heater')]);
      const first = await deploy();
      await hubs.kill();
      await hubs.start();
      await device.kill();
      await committed(first);
      assert.equal(await answer(), 'fourth 10.0.7.1 11');
      await hubs.deploy([...line('fifth'), ...tabWith('heater')]);
      const second = await deploy();
      await device.kill();
      await hubs.kill();
      await hubs.start();
      await committed(second);
      assert.equal(await answer(), 'fifth 10.0.7.1 11');
    });

    it('tell a copy of the device from the device', async () => {
      await keeping?.end();
      keeping = undefined;
      const copy = join(scratch, 'copy');
      await cp(device.userDirectory, copy, { recursive: true, verbatimSymlinks: true });
      const twin = await startNodeRed({ target, userDirectory: copy, environment: nowhere });
      try {
        await waitFor('the hub to see two', async () => (await shown()).state === 'copied', {
          deadline: 30_000,
        });
        await waitFor(
          'one of them to hear of it',
          async () => {
            const troubles = await Promise.all(
              [own, new OwnClient(twin)].map(async (each) => (await each.state()).connection?.trouble),
            );
            return troubles.some((trouble) => trouble?.details?.['code'] === 'release.copied-device');
          },
          { deadline: 30_000 },
        );
        assert.equal(await answer(), 'fifth 10.0.7.1 11');
      } finally {
        await twin.stop();
      }
    });
  });
