import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desired, DeviceValue } from '@millwright/release';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import {
  makeTestRelease,
  type TestRelease,
  type TestReleaseInput,
} from '../../../plugins/fleet/src/runtime/device/delivery/release.fixture.ts';
import { TestHub } from '../../../plugins/fleet/src/runtime/device/test-hub.fixture.ts';
import { keepRunning } from './keep-running.ts';
import { OwnClient } from './own.ts';

/** An endpoint that answers what the environment of the flows says, and a secret one's length. */
const answering = (text: string) => [
  { id: 'tab', type: 'tab', label: 'Oven' },
  { id: 'in', type: 'http in', z: 'tab', url: '/oven', method: 'get', wires: [['f']] },
  {
    id: 'f',
    type: 'function',
    z: 'tab',
    func: `msg.payload = '${text} ' + env.get('PLC_HOST') + ' ' + String(env.get('PLC_PIN') ?? '').length; return msg;`,
    outputs: 1,
    wires: [['out']],
  },
  { id: 'out', type: 'http response', z: 'tab', wires: [] },
];
const values: readonly DeviceValue[] = [
  { name: 'PLC_HOST', value: '10.0.7.1', isSecret: false },
  { name: 'PLC_PIN', value: 'swordfish', isSecret: true },
];
const heater = {
  name: 'node-red-contrib-heater',
  version: '1.0.0',
  members: { 'node-red': { version: '>=4.1.0', nodes: { heater: 'heater.js' } } },
  files: {
    'heater.js': `module.exports = (RED) => RED.nodes.registerType('heater', function (config) {
      RED.nodes.createNode(this, config);
      this.on('input', (msg, send, done) => { msg.payload = 'heater 1.0.0'; send(msg); done(); });
    });`,
    'heater.html': `<script type="text/javascript">RED.nodes.registerType('heater', { category: 'common', defaults: {} });</script>`,
  },
};
const heating = [
  { id: 'heat-tab', type: 'tab', label: 'Heater' },
  { id: 'heat-in', type: 'http in', z: 'heat-tab', url: '/heater', method: 'get', wires: [['h']] },
  { id: 'h', type: 'heater', z: 'heat-tab', wires: [['heat-out']] },
  { id: 'heat-out', type: 'http response', z: 'heat-tab', wires: [] },
];

describe('a device with its hub', function () {
  this.timeout(120_000);
  let hub: TestHub;
  let nodeRed: NodeRedProcess;
  let own: OwnClient;
  let keeping: ReturnType<typeof keepRunning> | undefined;
  let version = 0;

  before(async () => {
    hub = await new TestHub().start();
    nodeRed = await startNodeRed({
      only: ['node-red-fleet'],
      // It ends itself where it has to be started again, which is done here.
      environment: { MILLWRIGHT_RESTART: 'exit', npm_config_registry: 'http://127.0.0.1:9/' },
    });
    own = new OwnClient(nodeRed);
    await own.enrol(hub.makeCode());
    await waitFor('a report', () => hub.reports.length > 0);
    keeping = keepRunning(nodeRed);
  });
  after(async () => {
    await keeping?.end();
    await nodeRed?.stop();
    await hub?.stop();
  });

  const known = () => {
    const [device] = hub.devices.values();
    assert.ok(device);
    return device;
  };
  const release = (
    input: Partial<TestReleaseInput> & Pick<TestReleaseInput, 'flows'>,
  ): Promise<TestRelease> =>
    makeTestRelease({ key: hub.releaseKey, version: ++version, windowSeconds: 1, ...input });
  /** Wants a release of the device. @returns the job */
  const deliver = async (
    made: TestRelease,
    given = values,
    change: Partial<Desired> = {},
  ): Promise<string> => {
    const job = `job-${String(version).padStart(16, '0')}`;
    const { box, ...wish } = await made.wishFor({ id: known().id, sealing: known().sealing }, job, given);
    for (const [digest, bytes] of made.blobs) hub.offer(bytes, digest);
    if (box) hub.offer(box);
    hub.say({ desired: hub.wish(known().id, { ...wish, ...change }) });
    return job;
  };
  const outcome = (job: string) =>
    waitFor(
      `the outcome of ${job}`,
      () => hub.reports.flatMap(({ outcomes }) => outcomes).find((each) => each.job === job),
      { deadline: 60_000 },
    );
  const committed = async (job: string): Promise<void> => {
    const { result, error } = await outcome(job);
    assert.equal(result, 'committed', JSON.stringify(error));
  };
  // A request that arrives while the flows are exchanged may never be answered.
  const answer = async (path: string): Promise<string> =>
    (await fetch(`${nodeRed.url}${path}`, { signal: AbortSignal.timeout(2000) })).text();

  it('runs what is wanted of it, with the values that are its own', async () => {
    assert.equal((await own.state()).stage, 'words');
    const job = await deliver(await release({ flows: answering('first') }));
    await committed(job);
    assert.equal(await answer('/oven'), 'first 10.0.7.1 9');
    const { machine, stage } = await own.state();
    assert.deepEqual([machine?.phase, machine?.committed?.version, stage], ['idle', version, 'enrolled']);
    await waitFor('the hub to hear that it rests', () => {
      const last = hub.reports.at(-1);
      return last?.phase === 'idle' && last.outcomes.length === 0;
    });
  });

  it('gets other values by the same release', async () => {
    const made = await release({ flows: answering('second') });
    await outcome(await deliver(made));
    version += 1;
    const job = await deliver(made, [{ name: 'PLC_HOST', value: '10.0.7.2', isSecret: false }]);
    await committed(job);
    assert.equal(await answer('/oven'), 'second 10.0.7.2 0');
  });

  it('goes back by itself, and says why', async () => {
    const job = await deliver(
      await release({
        flows: [...answering('bad'), { id: 'x', type: 'nobody-has-it', z: 'tab', wires: [] }],
      }),
    );
    const { result, error } = await outcome(job);
    assert.equal(result, 'rolled-back', JSON.stringify(error));
    assert.match(error?.code ?? '', /^fleet\.|^rollout\./);
    await waitFor('what ran before', async () => (await answer('/oven')) === 'second 10.0.7.2 0');
  });

  it('sees what people change, and says so', async () => {
    await nodeRed.deploy([...answering('by hand')]);
    const report = await waitFor('the change to be reported', () => {
      const last = hub.reports.at(-1);
      return last?.drift && last;
    });
    assert.equal(report.drift?.rev, (await nodeRed.flows()).rev);
    assert.equal((await own.state()).machine?.drift?.rev, report.drift?.rev);
  });

  it('puts it back where that is the policy', async () => {
    const made = await release({ flows: answering('third') });
    const job = await deliver(made, values, { drift: 'revert' });
    await committed(job);
    await nodeRed.deploy([...answering('by hand')]);
    await waitFor('it to be put back', async () => (await answer('/oven')) === 'third 10.0.7.1 9', {
      deadline: 30_000,
    });
    await waitFor('it to be said', async () => (await own.state()).machine?.putBack !== undefined);
  });

  it('refuses what is not for it, and goes on with what it has', async () => {
    const other = new TestHub();
    const cases = [
      { what: hub.wish('device-99'), code: 'release.another-device' },
      { what: hub.wish(known().id, { counter: 1 }), code: 'release.replayed' },
      { what: hub.wish(known().id, {}, [other.hubKey]), code: 'release.wrong-key' },
      { what: hub.wish(known().id, {}, [hub.releaseKey]), code: 'release.wrong-key' },
      { what: hub.wish(known().id, { expires: Date.now() - 1000 }), code: 'release.desired-expired' },
      { what: hub.wish(known().id, { counter: 5_000_000 }), code: 'release.fast-forward' },
      {
        what: hub.wish(known().id).replace('"payload":"', '"payload":"AAAA'),
        code: 'release.signature-wrong',
      },
      { what: 'nothing at all', code: 'release.envelope-invalid' },
    ];
    const { rev } = await nodeRed.flows();
    for (const { what, code } of cases) {
      hub.say({ desired: what });
      await waitFor(code, async () => (await own.state()).connection?.trouble?.code === code);
      assert.equal((await own.state()).machine?.phase, 'idle');
      await waitFor('the hub to hear why', () => hub.reports.at(-1)?.trouble?.code === code);
    }
    assert.equal((await nodeRed.flows()).rev, rev);
    hub.say({});
    await waitFor('it to be well again', async () => (await own.state()).connection?.trouble === undefined);
  });

  it('follows a trust with another key of the hub, and believes the old one no more', async () => {
    const former = hub.hubKey;
    const next = new TestHub().hubKey;
    hub.hubKey = next;
    const { envelope } = hub.signTrust({ version: 2, revoked: [former.public.keyid] }, [
      hub.releaseKey,
      former,
      next,
    ]);
    hub.chain = [...hub.chain, envelope];
    hub.say({ trust: [envelope] });
    await waitFor(
      'it to be followed',
      async () => (await own.state()).hub?.fingerprint === next.public.keyid.slice(0, 16),
    );
    hub.say({ desired: hub.wish(known().id, { hub: former.public.keyid }, [former]) });
    await waitFor(
      'the old key to be refused',
      async () => (await own.state()).connection?.trouble?.code === 'release.key-revoked',
    );
    const job = await deliver(await release({ flows: answering('fourth') }));
    await committed(job);
  });

  it('takes a node that it never had, without a registry and without a script, with a restart', async () => {
    const flows = [...answering('fifth'), ...heating];
    const job = await deliver(await release({ flows, modules: [heater] }));
    await committed(job);
    assert.deepEqual([await answer('/heater'), await answer('/oven')], ['heater 1.0.0', 'fifth 10.0.7.1 9']);
  });
});

describe('a device that nothing starts again', function () {
  this.timeout(60_000);
  let hub: TestHub;
  let nodeRed: NodeRedProcess;
  let own: OwnClient;
  let scratch: string;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-not-now-'));
    await writeFile(
      join(scratch, 'package.json'),
      JSON.stringify({
        name: 'node-red-contrib-not-now',
        version: '1.0.0',
        'node-red': { nodes: { 'not-now': 'not-now.js' } },
      }),
    );
    await writeFile(join(scratch, 'not-now.html'), '');
    await writeFile(
      join(scratch, 'not-now.js'),
      `module.exports = (RED) => RED.nodes.registerType('not-now', function (config) {
        RED.nodes.createNode(this, config);
        this.on('input', (msg, send, done) => {
          const fleet = RED.plugins.get('millwright-fleet');
          if (msg.payload.over) fleet.unlock('batch 42'); else fleet.lock('batch 42', 60);
          send(msg);
          done();
        });
      });`,
    );
    hub = await new TestHub().start();
    nodeRed = await startNodeRed({
      only: ['node-red-fleet'],
      packages: [scratch],
      flows: [
        { id: 'tab', type: 'tab' },
        { id: 'in', type: 'http in', z: 'tab', url: '/batch', method: 'post', wires: [['b']] },
        { id: 'b', type: 'not-now', z: 'tab', wires: [['out']] },
        { id: 'out', type: 'http response', z: 'tab', wires: [] },
      ],
    });
    own = new OwnClient(nodeRed);
    await own.enrol(hub.makeCode());
  });
  after(async () => {
    await nodeRed?.stop();
    await hub?.stop();
    await rm(scratch, { recursive: true, force: true });
  });

  const batch = (body: object): Promise<Response> =>
    fetch(`${nodeRed.url}/batch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const deliver = async (version: number, modules: TestReleaseInput['modules']): Promise<string> => {
    const [device] = hub.devices.values();
    assert.ok(device);
    const made = await makeTestRelease({
      key: hub.releaseKey,
      version,
      windowSeconds: 1,
      flows: [{ id: 'tab', type: 'tab', label: `Version ${version}` }],
      ...(modules && { modules }),
    });
    const job = `job-${String(version).padStart(16, '0')}`;
    const { box: _none, ...wish } = await made.wishFor(device, job);
    for (const [digest, bytes] of made.blobs) hub.offer(bytes, digest);
    hub.say({ desired: hub.wish(device.id, wish) });
    return job;
  };
  const outcome = (job: string) =>
    waitFor(`the outcome of ${job}`, () =>
      hub.reports.flatMap(({ outcomes }) => outcomes).find((each) => each.job === job),
    );
  const batchModule = {
    name: 'node-red-contrib-not-now',
    version: '1.0.0',
    members: { 'node-red': { nodes: { 'not-now': 'not-now.js' } } },
    files: { 'not-now.js': 'module.exports = () => {};', 'not-now.html': '' },
  };

  it('refuses a release with other modules, with the command that helps', async () => {
    const { result, error } = await outcome(await deliver(1, [heater]));
    assert.deepEqual([result, error?.code], ['refused', 'rollout.restart-needed']);
    assert.match(error?.message ?? '', /millwright supervise/);
  });

  it('waits with a release while a flow says "not now"', async () => {
    assert.equal((await batch({})).status, 200);
    assert.equal((await own.state()).locked?.by, 'batch 42');
    const job = await deliver(2, [batchModule]);
    await waitFor('it to wait', async () => (await own.state()).machine?.waitsFor === 'lock');
    assert.equal((await batch({ over: true })).status, 200);
    const { result, error } = await outcome(job);
    assert.equal(result, 'committed', JSON.stringify(error));
    assert.equal((await own.state()).locked, undefined);
  });
});
