import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { TestHub } from '../../../plugins/fleet/src/runtime/device/test-hub.fixture.ts';
import { OwnClient } from './own.ts';

describe('a Node-RED that becomes a device', function () {
  this.timeout(60_000);
  let hub: TestHub;
  let nodeRed: NodeRedProcess;
  let own: OwnClient;
  before(async () => {
    hub = await new TestHub().start();
    nodeRed = await startNodeRed({ only: ['node-red-fleet'] });
    own = new OwnClient(nodeRed);
  });
  after(async () => {
    await nodeRed?.stop();
    await hub?.stop();
  });

  const folder = (): string => join(nodeRed.userDirectory, 'millwright', 'fleet', 'device');

  it('is none at first, and leaves nothing on the disk', async () => {
    assert.deepEqual(await own.state(), { stage: 'none', restart: 'none' });
    assert.equal(existsSync(folder()), false);
  });

  it('is told what is wrong with a code, and stays what it is', async () => {
    assert.equal(await own.refusal('POST', '/own/enrol', { code: 'mw1-abcde' }), 'release.code-mistyped');
    const late = hub.makeCode({ expires: Date.now() - 1000 });
    const { code, details } = await own.refused('POST', '/own/enrol', { code: late });
    assert.deepEqual([code, details?.['code']], ['fleet.hub-refused', 'release.code-expired']);
    assert.equal((await own.state()).stage, 'none');
    assert.equal(existsSync(join(folder(), 'identity.json')), false);
  });

  it('neither leaves nor enrols again while it is being enrolled', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const enrolling = own.refusal('POST', '/own/enrol', {
      code: hub.makeCode({ url: `http://127.0.0.1:${port}` }),
    });
    await waitFor('it to ask', () => sockets.length > 0);
    assert.equal((await own.state()).stage, 'enrolling');
    assert.equal(await own.refusal('POST', '/own/leave'), 'fleet.enrolling');
    assert.equal(await own.refusal('POST', '/own/enrol', { code: hub.makeCode() }), 'fleet.enrolling');
    for (const socket of sockets) socket.destroy();
    silent.close();
    assert.equal(await enrolling, 'fleet.hub-unreachable');
    assert.equal(await own.refusal('POST', '/own/leave'), 'fleet.not-enrolled');
  });

  it('shows the words that the hub shows, and reports at once', async () => {
    const labels = [{ name: 'site', value: 'north' }];
    const state = await own.enrol(hub.makeCode({ labels }), 'Gateway 7');
    const [known] = hub.devices.values();
    assert.equal(state.stage, 'words');
    assert.deepEqual([state.device, state.name, state.labels], [known?.id, 'Gateway 7', labels]);
    assert.deepEqual(state.words, known?.words);
    assert.equal(state.hub?.fingerprint, hub.hubKey.public.keyid.slice(0, 16));
    assert.equal(state.hub?.releaseFingerprint, hub.releaseKey.public.keyid.slice(0, 16));
    const report = await waitFor('a report', () => hub.reports.at(-1));
    assert.deepEqual([report.device, report.phase, report.restart], [known?.id, 'idle', 'none']);
    await waitFor(
      'the live connection to be shown',
      async () => (await own.state()).connection?.road === 'socket',
    );
    const { rev } = await nodeRed.flows();
    await waitFor('the revision that runs to be reported', () => hub.reports.at(-1)?.rev === rev);
  });

  it('keeps its keys for its owner alone, and says nothing of them or the code', async () => {
    const files = readdirSync(folder(), { recursive: true, withFileTypes: true });
    for (const entry of files) {
      const { mode } = statSync(join(entry.parentPath, entry.name));
      assert.equal(mode & 0o077, 0, entry.name);
    }
    const pem = readFileSync(join(folder(), 'keys', 'signing.pem'), 'utf8').split('\n')[1] ?? '';
    const texts = [nodeRed.log, JSON.stringify(await own.state())];
    assert.ok(pem.length > 40);
    for (const text of texts) assert.equal(text.includes(pem), false);
  });

  it('cannot be enrolled twice', async () => {
    assert.equal(await own.refusal('POST', '/own/enrol', { code: hub.makeCode() }), 'fleet.already-enrolled');
  });

  it('is the same device after a restart, with numbers that go on', async () => {
    const before = hub.reports.at(-1);
    assert.ok(before);
    await nodeRed.restart();
    const report = await waitFor('a report of the new start', () =>
      hub.reports.find(({ boot }) => boot !== before.boot),
    );
    assert.equal(report.device, before.device);
    assert.ok(report.since > before.counter);
    assert.deepEqual(hub.refusals, []);
    assert.equal((await own.state()).stage, 'words');
  });

  it('finds its hub again, whenever that is', async () => {
    await hub.stop();
    await waitFor('the device to see it', async () => (await own.state()).connection?.road === 'none');
    assert.equal((await own.state()).connection?.trouble?.code, 'fleet.hub-unreachable');
    await hub.start();
    await waitFor('it to be back', async () => (await own.state()).connection?.road === 'socket');
  });

  it('says "not now", as long as somebody wants that', async () => {
    const { locked } = await own.done('PUT', '/own/lock', { locked: true });
    assert.equal(locked?.by, 'anyone');
    await nodeRed.restart();
    assert.equal((await own.state()).locked?.by, 'anyone');
    assert.equal((await own.done('PUT', '/own/lock', { locked: false })).locked, undefined);
  });

  it('leaves: its keys are destroyed, its flows run on', async () => {
    await nodeRed.deploy([{ id: 'tab', type: 'tab', label: 'Oven' }]);
    const { rev } = await nodeRed.flows();
    assert.equal((await own.done('POST', '/own/leave')).stage, 'none');
    assert.deepEqual(
      readdirSync(join(folder(), 'keys')).filter((name) => name.endsWith('.pem')),
      [],
    );
    assert.equal((await nodeRed.flows()).rev, rev);
    await waitFor('the connection to be gone', () => hub.sockets === 0);
    assert.equal(await own.refusal('POST', '/own/leave'), 'fleet.not-enrolled');
    await nodeRed.restart();
    assert.equal((await own.state()).stage, 'none');
    assert.equal((await own.enrol(hub.makeCode())).stage, 'words');
  });

  it('says so where its journal is gone, runs its flows, and enrols anew once it has left', async () => {
    const { rev } = await nodeRed.flows();
    await nodeRed.kill();
    rmSync(join(folder(), 'journal.json'));
    const from = nodeRed.log.length;
    await nodeRed.start();
    assert.match(nodeRed.log.slice(from), /The journal of this device is gone from/);
    const { stage, machine, connection, trouble } = await own.state();
    assert.deepEqual(
      [stage, machine, connection, trouble?.code],
      ['words', undefined, undefined, 'fleet.journal-missing'],
    );
    assert.equal((await nodeRed.flows()).rev, rev);
    const { stage: left, trouble: rest } = await own.done('POST', '/own/leave');
    assert.deepEqual([left, rest], ['none', undefined]);
    assert.equal((await own.enrol(hub.makeCode())).stage, 'words');
  });
});

describe('a Node-RED that is given a code by its environment', function () {
  this.timeout(60_000);

  it('enrols itself once the hub is there, and neither logs the code nor leaves it to its flows', async () => {
    const hub = await new TestHub().start();
    const code = hub.makeCode();
    await hub.stop();
    const flows = [
      { id: 'tab', type: 'tab' },
      { id: 'in', type: 'http in', z: 'tab', url: '/code', method: 'get', wires: [['f']] },
      {
        id: 'f',
        type: 'function',
        z: 'tab',
        func: 'msg.payload = `<${env.get("MILLWRIGHT_ENROL") ?? ""}>`; return msg;',
        outputs: 1,
        wires: [['out']],
      },
      { id: 'out', type: 'http response', z: 'tab', wires: [] },
    ];
    const nodeRed = await startNodeRed({
      only: ['node-red-fleet'],
      flows,
      environment: { MILLWRIGHT_ENROL: code, MILLWRIGHT_NAME: 'Gateway 8' },
    });
    try {
      const own = new OwnClient(nodeRed);
      await nodeRed.waitForLog(/cannot be reached/);
      await hub.start();
      const state = await waitFor(
        'it to be enrolled',
        async () => {
          const now = await own.state();
          return now.stage === 'words' && now;
        },
        { deadline: 30_000 },
      );
      assert.equal(state.name, 'Gateway 8');
      assert.equal(await (await fetch(`${nodeRed.url}/code`)).text(), '<>');
      assert.equal(nodeRed.log.includes(code), false);
    } finally {
      await nodeRed.stop();
      await hub.stop();
    }
  });
});
