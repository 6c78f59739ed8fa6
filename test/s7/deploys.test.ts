import assert from 'node:assert/strict';
import { FaultProxy, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { held, inside, insideFlow, insideSettings } from '../modbus/inside.ts';
import {
  connection,
  deploy,
  type FlowNode,
  isStatus,
  observed,
  read,
  row,
  said,
  say,
  seen,
  tags,
  waitToSee,
  watch,
} from './support/flow.ts';
import { type Snap7Server, startSnap7 } from './support/snap7.ts';

const table = [row('level', 'DB1.DBD4:REAL'), row('count', 'DB1.DBW8:INT'), row('gate', 'I0.1')];

describe('S7 nodes over deploys and outages', function () {
  this.timeout(120_000);
  let server: Snap7Server;
  let nodeRed: NodeRedProcess;

  const flow = (...nodes: readonly FlowNode[]) => [...observed(...nodes), ...insideFlow];
  const usual = (overrides = {}) => connection(server.port, { slot: 2, ...overrides });
  const isGood = (each: { readonly samples?: readonly { readonly quality: string }[] }): boolean =>
    each.samples?.every(({ quality }) => quality === 'good') === true;
  const oneClient = () => waitFor('one connection', async () => (await server.status()).clients === 1);

  before(async function () {
    server = await startSnap7(this);
    nodeRed = await startNodeRed({
      flows: flow(usual(), tags(table), watch(20)),
      settings: insideSettings,
      only: ['node-red-s7'],
    });
  });
  after(async () => {
    await nodeRed?.stop();
    await server?.close();
  });

  it('S-T-13: 20 full deploys with messages flowing and a test of the dialog under way leave one connection (Snap7)', async () => {
    const nodes = [
      usual(),
      tags(table),
      watch(10),
      watch(20, { id: 'second', report: 'changes', wires: [[]] }),
      read(),
      ...said('read'),
    ];
    const first = await deploy(nodeRed, flow(...nodes));
    await waitToSee(nodeRed, 'values', isGood, { from: first });
    await oneClient();
    const before = held(await inside(nodeRed));
    const statuses: number[] = [];
    for (let turn = 1; turn <= 20; turn += 1) {
      // Of the connection as it is, or of one of its own.
      const node = turn % 2 === 0 ? { node: 'connection' } : {};
      const config = { host: '127.0.0.1', port: server.port, slot: 2 };
      const test = nodeRed.request('POST', '/millwright/s7/test', { ...node, config });
      const message = say(nodeRed, {}).catch(() => {});
      const [from, { status }] = await Promise.all([deploy(nodeRed, flow(...nodes)), test, message]);
      statuses.push(status);
      await waitToSee(nodeRed, 'values', isGood, { from });
    }
    assert.ok(statuses.includes(200), `a test went through: ${statuses.join(' ')}`);
    await oneClient();
    await waitFor('no timer, server or socket more than before', async () => {
      const after = held(await inside(nodeRed));
      const { timers, servers, clients } = before;
      return after.timers <= timers && after.servers <= servers && after.clients <= clients;
    });
    assert.doesNotMatch(nodeRed.log, /MaxListenersExceeded|Did not close|Error stopping node|Uncaught/);
  });

  it('S-T-13: ten deploys of each kind keep or renew the one connection (Snap7)', async () => {
    for (const type of ['full', 'flows', 'nodes'] as const) {
      for (let turn = 1; turn <= 10; turn += 1) {
        const nodes = flow(usual(), tags(table), watch(20 + turn));
        const from = await deploy(nodeRed, nodes, type);
        await waitToSee(nodeRed, 'values', isGood, { from });
      }
      await oneClient();
    }
  });

  it('the last node that needs the connection goes, and so does it, before the deploy is done (Snap7)', async () => {
    const from = await deploy(nodeRed, flow(usual(), tags(table), watch(20)));
    await waitToSee(nodeRed, 'values', isGood, { from });
    await deploy(nodeRed, flow());
    await waitFor('no connection', async () => (await server.status()).clients === 0);
  });

  it('a PLC that is killed: one word when it goes, a gap when it returns, then values (Snap7)', async () => {
    let from = await deploy(nodeRed, flow(usual(), tags(table), watch(20)));
    await waitToSee(nodeRed, 'values', isGood, { from });
    from = nodeRed.log.length;
    const killedAt = Date.now();
    await server.close('SIGKILL');
    await waitToSee(nodeRed, 'bad values', ({ samples }) => samples?.[0]?.quality === 'bad', { from });
    await waitToSee(nodeRed, 'a retry', isStatus('watch', /^retry in \d+ s$/), { from });
    await server.restart();
    const backAt = Date.now();
    const { gap } = await waitToSee(nodeRed, 'the gap', (each) => each.gap !== undefined, {
      from,
      deadline: 20_000,
    });
    assert.ok(gap && gap.from <= killedAt + 1_000 && gap.to >= backAt - 1_000);
    await waitToSee(nodeRed, 'values', isGood, { from: nodeRed.log.length });
    const order = seen(nodeRed, from)
      .filter((each) => each.from === 'message')
      .map((each) => (each.gap ? 'gap' : isGood(each) ? 'good' : 'bad'))
      .join(' ');
    assert.match(order, /^(good )*bad gap (good ?)+$/);
    const lost = seen(nodeRed, from).find(({ samples }) => samples?.[0]?.quality === 'bad');
    for (const { value, last, status } of lost?.samples ?? []) {
      assert.equal(value, null);
      assert.ok(last && last.ts <= Date.now());
      assert.equal(status?.name, 'BadNotConnected');
    }
    await oneClient();
  });

  it('a line that goes silent: the connection is given up, and one is there when the line is back (Snap7)', async () => {
    const line = new FaultProxy({ target: server.port });
    await line.listen();
    try {
      // The line stalls with the test's process, which is no silence yet.
      const used = usual({ port: line.port, timeout: 1_500 });
      let from = await deploy(nodeRed, flow(used, tags(table), watch(50)));
      await waitToSee(nodeRed, 'values', isGood, { from });
      from = nodeRed.log.length;
      line.drop();
      const { samples } = await waitToSee(
        nodeRed,
        'bad values',
        (each) => each.samples?.[0]?.quality === 'bad',
        { from },
      );
      assert.equal(samples?.[0]?.status?.name, 'BadTimeout');
      await waitToSee(nodeRed, 'a new attempt', isStatus('watch', /^retry in \d+ s$/), {
        from,
        deadline: 30_000,
      });
      await line.resume();
      await waitToSee(nodeRed, 'values', isGood, { from: nodeRed.log.length, deadline: 20_000 });
      assert.deepEqual([line.connections, line.mostAtOnce], [1, 1]);
      assert.equal(seen(nodeRed, from).filter(({ gap }) => gap !== undefined).length, 1);
    } finally {
      await deploy(nodeRed, flow());
      await line.close();
    }
  });

  it('a PLC that hangs does not hold up the end of Node-RED (Snap7)', async () => {
    const nodes = [usual({ timeout: 60_000 }), tags(table), watch(20), read(), ...said('read')];
    const from = await deploy(nodeRed, flow(...nodes));
    await waitToSee(nodeRed, 'values', isGood, { from });
    server.signal('SIGSTOP');
    for (let left = 5; left > 0; left -= 1) await say(nodeRed, {});
    const stopping = performance.now();
    assert.equal(await nodeRed.halt('SIGTERM'), 0);
    // As long as Node-RED itself waits for its nodes; who is asked may take a minute to answer.
    assert.ok(performance.now() - stopping < 15_000);
    assert.doesNotMatch(nodeRed.log, /Did not close|Error stopping node|Uncaught|Unhandled/i);
  });
});
