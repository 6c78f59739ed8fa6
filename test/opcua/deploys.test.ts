import assert from 'node:assert/strict';
import type { Sample } from '@millwright/tags';
import { freePort, type NodeRedProcess, OwnTime, startNodeRed, waitFor } from '@millwright/testing';
import { counter, inside, insideFlow, insideSettings } from '../modbus/inside.ts';
import {
  connection,
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
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

/** Answers what kinds of handles the process has, but for those of whoever asks it over HTTP. */
const handlesFlow: readonly FlowNode[] = [
  {
    id: 'handles',
    type: 'http in',
    z: 'inside-tab',
    url: '/handles',
    method: 'get',
    wires: [['handles-look']],
  },
  {
    id: 'handles-look',
    type: 'function',
    z: 'inside-tab',
    func: `const process = global.get('process');
      const handles = process._getActiveHandles().filter(({ server }) => !server);
      return { ...msg, payload: handles.map((handle) => handle.remotePort ?? handle.constructor.name) };`,
    outputs: 1,
    wires: [['handles-answer']],
  },
  { id: 'handles-answer', type: 'http response', z: 'inside-tab', wires: [] },
].map((node) => ({ ...node, x: 100, y: 100 }));

async function handlesOf(nodeRed: NodeRedProcess): Promise<readonly (string | number)[]> {
  const answer = await fetch(`${nodeRed.url}/handles`);
  return (await answer.json()) as (string | number)[];
}

const counters = Array.from({ length: 10 }, (_, index) => row(`Counter.${index}`));
const cap = 5_000;

describe('OPC UA nodes over deploys', function () {
  this.timeout(90_000);
  let server: OpcUaServer;
  let nodeRed: NodeRedProcess;
  let port: number;
  let started: number;

  const url = () => `opc.tcp://127.0.0.1:${port}`;
  const usual = (overrides = {}) => connection(url(), { retryMost: cap, ...overrides });
  /** More than what a machine that stands still for seconds keeps waiting: the server drops what goes beyond its queue. */
  const everyValue = { sampling: 0, queue: 1_000 };
  const flow = (...nodes: readonly FlowNode[]) => [...observed(...nodes), ...insideFlow, ...handlesFlow];

  /** @returns how long the log was before: what stopped meanwhile may still have said something behind it */
  const deploy = async (
    nodes: readonly FlowNode[],
    type: 'full' | 'flows' | 'nodes' = 'full',
  ): Promise<number> => {
    const from = nodeRed.log.length;
    const { status } = await nodeRed.deploy(flow(...nodes), { type });
    assert.ok(status === 200 || status === 204);
    await nodeRed.waitForLog(/Started (modified )?(flows|nodes)/, { from });
    return from;
  };

  /** All samples of a tag that a node's messages brought, as they came. */
  const samplesOf = (tag: string, from: number): readonly Sample[] =>
    seen(nodeRed, from)
      .filter(({ from: kind }) => kind === 'message')
      .flatMap(({ sample, samples }) => samples ?? (sample ? [sample] : []))
      .filter((sample) => sample.tag === tag);

  /** How many values of a counter did not come. */
  const missedOf = (tag: string, from: number): number => {
    const values = samplesOf(tag, from).map(({ value }) => Number(value));
    const [first] = values;
    const last = values.at(-1);
    assert.ok(first !== undefined && last !== undefined && values.length > 5);
    assert.equal(new Set(values).size, values.length, 'each once');
    return last - first + 1 - values.length;
  };

  before(async function () {
    port = await freePort();
    started = performance.now();
    nodeRed = await startNodeRed({
      flows: flow(usual(), tags(counters), watch()),
      settings: insideSettings,
      only: ['node-red-opcua'],
    });
    // The first case is of a server that is off for ten seconds.
    await waitFor('ten seconds', () => performance.now() - started > 10_000, { deadline: 11_000 });
    server = await startOpcUaServer(this, {
      port,
      counters: 10,
      rate: 10,
      capabilities: { minSupportedSampleRate: 0 },
    });
  });
  after(async () => {
    await nodeRed?.stop();
    await server?.close();
  });

  it('CON-06: off at the start and on after ten seconds, the status says when the next attempt comes (node-opcua)', async () => {
    using time = OwnTime.begin();
    const { status } = await waitToSee(nodeRed, 'the status', isStatus('watch', /^online$/), {
      deadline: 30_000,
    });
    assert.equal(status?.fill, 'green');
    assert.ok(time.passed < cap + 5_000, `it took ${time.passed} ms`);
    await waitToSee(
      nodeRed,
      'values',
      ({ samples }) => samples?.every(({ quality }) => quality === 'good') === true,
    );
    const retries = seen(nodeRed).flatMap(
      ({ status }) => status?.text?.match(/^retry in (\d+) s$/)?.slice(1, 2) ?? [],
    );
    assert.ok(retries.length >= 3, `it said ${retries.join(', ')}`);
    assert.ok(Math.max(...retries.map(Number)) <= cap / 1_000);
    assert.doesNotMatch(nodeRed.log, /Uncaught|node\.unexpected/);
    assert.deepEqual(
      await server.count().then(({ connections, sessions }) => [connections, sessions]),
      [1, 1],
    );
  });

  it('CON-02: 50 nodes over one connection (node-opcua)', async () => {
    const watches = Array.from({ length: 25 }, (_, index) =>
      watch({ id: `watch${index}`, wires: [[`w${index}`]] }),
    );
    const reads = Array.from({ length: 25 }, (_, index) =>
      read({ id: `read${index}`, wires: [[`r${index}`]] }),
    );
    const ends = [
      ...watches.map((_, index) => counter(`w${index}`)),
      ...reads.map((_, index) => counter(`r${index}`)),
    ];
    const toAll = {
      id: 'all',
      type: 'function',
      z: 'tab',
      func: 'return msg;',
      outputs: 1,
      wires: [reads.map(({ id }) => id)],
    };
    await deploy([usual(), tags(counters), ...watches, ...reads, ...ends, toAll, ...said('all')]);
    await say(nodeRed, {});
    const counted = await waitFor('values of all 50 nodes', async () => {
      const { counts } = await inside(nodeRed);
      return ends.every(({ id }) => (counts[id] ?? 0) > 0) && counts;
    });
    for (const { id } of reads) assert.equal(counted[id.replace('read', 'r')], 1, `${id} answered once`);
    const { connections, sessions } = await server.count();
    assert.deepEqual([connections, sessions], [1, 1]);
  });

  it('CON-03: 20 full deploys with messages flowing and a test of the dialog under way leave what one leaves (node-opcua)', async () => {
    const nodes = [usual(), tags(counters), watch(), read(), ...said('read')];
    const from = await deploy(nodes);
    await say(nodeRed, {});
    await waitToSee(nodeRed, 'the answer', ({ said: asked }) => asked === true, { from });
    await waitFor('one connection', async () => (await server.count()).connections === 1);
    const before = await handlesOf(nodeRed);
    let tested = 0;
    for (let turn = 1; turn <= 20; turn += 1) {
      const body = { node: 'connection', config: { url: url(), security: 'none', unsecured: true } };
      const test = nodeRed.request('POST', '/millwright/opcua/test', body).then(({ status }) => {
        if (status === 200) tested += 1;
      });
      const message = say(nodeRed, {}).catch(() => {});
      const [at] = await Promise.all([deploy(nodes), test, message]);
      await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined, { from: at });
    }
    assert.ok(tested > 0, 'the test of the dialog went through in between');
    using time = OwnTime.begin();
    await waitFor('one connection and one session', async () => {
      const { connections, sessions, subscriptions } = await server.count();
      return connections === 1 && sessions === 1 && subscriptions === 1;
    });
    assert.ok(time.passed < 5_000, `it took ${time.passed} ms`);
    await waitFor('no handle more', async () => (await handlesOf(nodeRed)).length <= before.length);
    assert.doesNotMatch(nodeRed.log, /MaxListenersExceeded|Did not close|Error stopping node|Uncaught/);
  });

  it('CON-04: a deploy of one modified node keeps the session, and the others miss nothing (node-opcua)', async () => {
    const kept = watch({ ...everyValue });
    const touched = watch({ id: 'touched', publishing: 70, wires: [[]] });
    await deploy([usual(), tags(counters), kept, touched]);
    // Before, the nodes of another flow had their say, with less of a queue, and what comes while a flow is exchanged for another
    // nobody watches.
    const since = nodeRed.log.length;
    await waitFor('values', () => samplesOf('Counter.1', since).length > 5);
    const [session] = (await server.count()).sessionIds;
    await server.tell({ do: 'forget' });
    for (const publishing of [80, 90, 100]) {
      await deploy([usual(), tags(counters), kept, { ...touched, publishing }], 'nodes');
      const had = samplesOf('Counter.1', since).length;
      await waitFor('values', () => samplesOf('Counter.1', since).length > had + 5);
    }
    const { sessionIds, requests } = await server.count();
    assert.deepEqual(sessionIds, [session]);
    assert.equal(requests['CreateSession'] ?? 0, 0);
    assert.equal(missedOf('Counter.1', since), 0);
  });

  it('CON-05: without a node that uses it the session is closed before the deploy is done (node-opcua)', async () => {
    await deploy([usual(), tags(counters), watch()]);
    const from = nodeRed.log.length;
    await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined, { from });
    await server.tell({ do: 'forget' });
    await deploy([usual(), tags(counters)]);
    assert.ok(!(await handlesOf(nodeRed)).includes(port), 'the socket is closed');
    // The server has been told by now, and comes to it when it has its turn.
    const { requests, closes } = await waitFor('no connection', async () => {
      const counts = await server.count();
      return counts.connections === 0 && counts.sessions === 0 && counts;
    });
    assert.equal(requests['CloseSession'], 1);
    assert.deepEqual(closes, [true]);
  });

  it('RO-05: two connections to one server, of which one goes (node-opcua)', async () => {
    const kept = watch({ ...everyValue });
    const other = [
      usual({ id: 'other' }),
      tags(counters, { id: 'other-tags', connection: 'other' }),
      watch({ id: 'other-watch', tags: 'other-tags', wires: [['others']] }),
      counter('others'),
    ];
    await deploy([usual(), tags(counters), kept, ...other]);
    const from = nodeRed.log.length;
    await waitFor('values of both', async () => {
      const { counts } = await inside(nodeRed);
      return (counts['others'] ?? 0) > 0 && samplesOf('Counter.2', from).length > 5;
    });
    const since = nodeRed.log.length;
    const two = await server.count();
    assert.equal(two.connections, 2);
    assert.equal(new Set(two.sessionIds).size, 2);
    await deploy([usual(), tags(counters), kept], 'nodes');
    await waitFor('one connection', async () => {
      const { connections, sessions } = await server.count();
      return connections === 1 && sessions === 1;
    });
    const [left] = (await server.count()).sessionIds;
    assert.ok(left !== undefined && two.sessionIds.includes(left));
    const had = samplesOf('Counter.2', since).length;
    await waitFor('values', () => samplesOf('Counter.2', since).length > had + 5);
    assert.equal(missedOf('Counter.2', since), 0);
  });

  it('SUB-21: after five full deploys each change comes once (node-opcua)', async () => {
    const table = ['Scalar.UInt32', 'Scalar.Double', 'Marker.0'].map((name) => row(name));
    const set = (value: number) =>
      server.tell({ do: 'set', node: 'Scalar.UInt32', value: { type: 'UInt32', value } });
    await set(0);
    let from = 0;
    for (let turn = 1; turn <= 5; turn += 1) {
      from = await deploy([usual(), tags(table), watch(everyValue)]);
      await waitFor('the first value', () => samplesOf('Scalar.UInt32', from).length === 1);
    }
    for (let value = 1; value <= 10; value += 1) {
      await set(value);
      await waitFor('the change', () => samplesOf('Scalar.UInt32', from).length === value + 1);
    }
    const { subscriptions, monitoredItems } = await server.count();
    assert.deepEqual([subscriptions, monitoredItems], [1, table.length]);
    assert.deepEqual(
      samplesOf('Scalar.UInt32', from).map(({ value }) => value),
      Array.from({ length: 11 }, (_, value) => value),
    );
  });

  it('CON-18: a deploy without its nodes while it connects anew is done at once (node-opcua)', async () => {
    const nodes = [usual({ retryMost: 500 }), tags(counters), watch()];
    await deploy(nodes);
    const from = nodeRed.log.length;
    await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined, { from });
    const cut = nodeRed.log.length;
    await server.close();
    await waitToSee(nodeRed, 'the status', isStatus('watch', /^retry in/), { from: cut });
    using time = OwnTime.begin();
    await deploy([]);
    assert.ok(time.passed < 5_000, `it took ${time.passed} ms`);
    assert.ok(!(await handlesOf(nodeRed)).includes(port));
    assert.doesNotMatch(nodeRed.log, /Did not close|Error stopping node|Uncaught/);
    await server.restart();
  });

  it('RO-04: Node-RED stops though the server hangs with requests under way (node-opcua)', async () => {
    await deploy([usual({ timeout: 60_000 }), tags(counters), watch(), read(), ...said('read')]);
    const from = nodeRed.log.length;
    await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined, { from });
    server.signal('SIGSTOP');
    for (let left = 5; left > 0; left -= 1) await say(nodeRed, {});
    using time = OwnTime.begin();
    assert.equal(await nodeRed.halt('SIGTERM'), 0);
    assert.ok(time.passed < 5_000, `it took ${time.passed} ms`);
    assert.doesNotMatch(nodeRed.log, /Did not close|Error stopping node|Uncaught|Unhandled/i);
  });
});
