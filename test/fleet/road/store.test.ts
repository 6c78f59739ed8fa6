import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type NodeRedProcess,
  Postgres,
  type PostgresLogIn,
  requirePeer,
  startNodeRed,
  waitFor,
} from '@millwright/testing';
import { RoadDevice } from '../device.fixture.ts';
import { HubClient } from '../hub-client.ts';

const only = ['node-red-fleet'];
const outcome = (job: number) => ({
  job: `job-0000-0000-${job}`.padEnd(20, '0'),
  result: 'committed',
  time: job,
});

describe('the store of a hub in a real Node-RED', () => {
  let nodeRed: NodeRedProcess;
  let hub: HubClient;
  beforeEach(async function () {
    this.timeout(60_000);
    nodeRed = await startNodeRed({ only });
    hub = new HubClient(nodeRed);
  });
  afterEach(() => nodeRed?.stop());

  const enrolled = async (): Promise<RoadDevice> => RoadDevice.enrol((await hub.makeCode()).code, 'Oven');

  it('is not made by looking, nor by machines that ask', async () => {
    const file = join(nodeRed.userDirectory, 'millwright/fleet.db');
    const { hub: state } = await hub.state();
    assert.deepEqual([state.active, state.devices, state.store], [false, 0, { kind: 'sqlite' }]);
    for (const path of ['/devices', '/labels', '/codes', '/devices/a'])
      assert.equal((await hub.ask('GET', path)).body.code, 'fleet.not-a-hub', path);
    assert.equal((await hub.ask('POST', '/codes', {})).body.code, 'fleet.not-a-hub');
    const asked = await hub.ask('POST', '/device/greet', { format: 1, device: 'a' });
    assert.deepEqual([asked.status, asked.body.code], [409, 'fleet.not-a-hub']);
    assert.equal(existsSync(file), false);
    await hub.setUp();
    assert.equal(existsSync(file), true);
  });

  it('loses no outcome and has none twice, however often the hub is killed', async function () {
    this.timeout(120_000);
    await hub.setUp();
    const device = await enrolled();
    for (let round = 0; round < 4; round++) {
      device.outcomes = [...device.outcomes, outcome(10 + round * 2), outcome(11 + round * 2)];
      device.identity.base = nodeRed.adminUrl;
      await device.greet();
      const asking = device.poll(device.report()).catch(() => undefined);
      if (round % 2 === 0) await asking;
      await nodeRed.kill();
      await asking;
      await nodeRed.start();
    }
    device.identity.base = nodeRed.adminUrl;
    await device.greet();
    while (device.outcomes.length > 0) assert.equal((await device.poll()).status, 200);
    const jobs = (await hub.device(device.id)).outcomes.map(({ job }) => job).sort();
    assert.deepEqual(
      jobs,
      Array.from({ length: 8 }, (_, at) => outcome(10 + at).job),
    );
  });

  it('is PostgreSQL where the settings say so: reached, lost and found again', async function () {
    this.timeout(120_000);
    const postgres = new Postgres(requirePeer(this, 'postgres'));
    try {
      await postgres.start();
      const { password, ...address } = postgres.makeDatabase();
      const wrong = { ...address, ssl: false, password: 'wrong' };
      const refused = await hub.ask('PUT', '/settings', { postgres: wrong });
      assert.deepEqual([refused.status, refused.body.code], [503, 'fleet.store-unreachable']);
      const saved = await hub.done<{ postgres: PostgresLogIn }>('PUT', '/settings', {
        postgres: { ...wrong, password },
      });
      assert.equal(saved.postgres.password, null);
      // What is left out stays.
      await hub.done('PUT', '/settings', {
        url: 'https://hub.example',
        postgres: { ...address, ssl: false },
      });
      await hub.setUp();
      await hub.done('PUT', '/settings', { postgres: { ...address, ssl: false } });
      const device = await enrolled();
      device.outcomes = [outcome(1)];
      await device.connect();
      await waitFor('it is acknowledged', () => device.outcomes.length === 0);
      assert.deepEqual(
        (await hub.devices()).devices.map(({ id, online }) => [id, online]),
        [[device.id, true]],
      );
      const back = await hub.ask('PUT', '/settings', {});
      assert.deepEqual([back.status, back.body.code], [409, 'fleet.store-in-use']);

      await postgres.stop();
      await device.greet().then(
        () => assert.fail('it was let in'),
        ({ code, message }) => {
          assert.equal(code, 'fleet.hub-unavailable');
          assert.ok(!message.includes(String(address.port)), message);
        },
      );
      assert.equal((await hub.state()).hub.store.trouble?.code, 'fleet.store-unreachable');
      await postgres.start();
      device.outcomes = [outcome(2)];
      await device.greet();
      assert.equal((await device.poll()).status, 200);
      assert.deepEqual(device.outcomes, []);

      const length = nodeRed.log.length;
      await device.connect();
      await nodeRed.halt();
      assert.doesNotMatch(nodeRed.log.slice(length), /\[error\]/);
      await nodeRed.start();
      const { devices, state } = { ...(await hub.devices()), state: await hub.state() };
      assert.deepEqual([devices.length, state.hub.active, state.hub.store.kind], [1, true, 'postgres']);
      const directory = join(nodeRed.userDirectory, 'millwright');
      for (const text of [
        ...['fleet.json', 'fleet-secrets.json'].map((name) => readFileSync(join(directory, name), 'utf8')),
        postgres.dump(address.database),
        nodeRed.log,
      ])
        assert.ok(!text.includes(password));
    } finally {
      await postgres.remove();
    }
  });
});
