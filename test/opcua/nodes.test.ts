import assert from 'node:assert/strict';
import type { WriteResult } from '@millwright/tags';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import {
  connection,
  events,
  type FlowNode,
  isStatus,
  observed,
  read,
  row,
  said,
  say,
  tags,
  waitToSee,
  watch,
  write,
} from './support/flow.ts';
import { plant } from './support/reading.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const some = ['Scalar.Double', 'Scalar.Int64', 'Array.Int32'].map((name) => row(name));
const beyond = row('Beyond');

for (const target of targets()) {
  describe(`OPC UA nodes in ${target.title}`, function () {
    this.timeout(60_000);
    let server: OpcUaServer;
    let nodeRed: NodeRedProcess;

    before(async function () {
      server = await startOpcUaServer(this, { counters: 10, rate: 20 });
      nodeRed = await startNodeRed({ target, flows: [], only: ['node-red-opcua'] });
    });
    after(async () => {
      await nodeRed?.stop();
      await server?.close();
    });

    /** Deploys a flow in place of the one before. Gives the length of the log by then. */
    const deploy = async (...flow: readonly FlowNode[]): Promise<number> => {
      const from = nodeRed.log.length;
      const { status } = await nodeRed.deploy(observed(...flow));
      assert.equal(status, 200);
      await nodeRed.waitForLog(/Started flows/, { from });
      return from;
    };
    const isAnswer = ({ said: asked, from }: { said?: unknown; from: string }): boolean =>
      from === 'message' && asked === true;

    it('open nothing before it is needed, and answer a message with all values in the order of the table (node-opcua)', async () => {
      const from = await deploy(connection(server.url), tags(some), read(), ...said('read'));
      assert.equal((await server.count()).connections, 0);
      await say(nodeRed, { mine: 'kept' });
      const { payload, samples, mine } = await waitToSee(nodeRed, 'the answer', isAnswer, { from });
      assert.equal(mine, 'kept');
      assert.deepEqual(
        samples?.map(({ tag, quality }) => [tag, quality]),
        some.map(({ name }) => [name, 'good']),
      );
      assert.deepEqual(payload, {
        'Scalar.Double': 0.1,
        'Scalar.Int64': -9007199254740991,
        'Array.Int32': [-2147483648, 0, 2147483647],
      });
      await waitToSee(nodeRed, 'the status', isStatus('read', /^online$/), { from });
      const { connections, sessions } = await server.count();
      assert.deepEqual([connections, sessions], [1, 1]);
    });

    it('send the events that the conditions of a form let through, each in a message (node-opcua)', async () => {
      const field = (path: string) => ({ name: path, path, type: '', attribute: 'Value' });
      const atLeast = { not: false, path: 'Severity', operator: 'GreaterThanOrEqual', value: '500' };
      const from = await deploy(
        connection(server.url),
        events({
          fields: [field('SourceName'), field('Severity')],
          conditions: [{ ...atLeast, literal: 'auto', type: '' }],
        }),
        ...said('events'),
      );
      await waitToSee(nodeRed, 'the status', isStatus('events', /^online$/), { from });
      const isWatched = async () => (await server.count()).monitoredItems === 1;
      await waitFor('the server to watch them', isWatched);
      for (const [name, severity] of [
        ['quiet', 100],
        ['loud', 700],
      ] as const) {
        const given = {
          SourceName: { type: 'String', value: name },
          Severity: { type: 'UInt16', value: severity },
        };
        await server.tell({ do: 'raise', fields: given });
      }
      const { payload } = await waitToSee(nodeRed, 'the event', (each) => each.from === 'message', { from });
      assert.deepEqual(payload, { SourceName: 'loud', Severity: 700 });
    });

    it('give one tag alone, and by message tags of its own (node-opcua)', async () => {
      const from = await deploy(
        connection(server.url),
        tags(some),
        read({ which: 'message' }),
        ...said('read'),
      );
      await say(nodeRed, { tags: ['Scalar.Double'] });
      const alone = await waitToSee(nodeRed, 'one value', isAnswer, { from });
      assert.deepEqual([alone.payload, alone.topic, alone.sample?.value], [0.1, 'Scalar.Double', 0.1]);
      const then = nodeRed.log.length;
      await say(nodeRed, {
        tags: [{ name: 'mine', address: plant('Scalar.Int32'), factor: 2 }, 'Scalar.Double'],
      });
      const both = await waitToSee(nodeRed, 'both values', isAnswer, { from: then });
      assert.deepEqual(both.payload, { 'Scalar.Double': 0.1, mine: -4294967296 });
      const last = nodeRed.log.length;
      await say(nodeRed, { tags: [{ name: 'mine', adress: plant('Scalar.Int32') }, 'Scalar.Double'] });
      const { samples } = await waitToSee(nodeRed, 'the slip', isAnswer, { from: last });
      assert.match(samples?.find(({ tag }) => tag === 'mine')?.status?.reason ?? '', /adress: unknown/);
    });

    it('make one bad tag bad and no other, and hand the failure of a whole read to Catch once (node-opcua)', async () => {
      const from = await deploy(
        connection(server.url),
        tags([...some, beyond]),
        read({ which: 'message' }),
        ...said('read'),
      );
      await say(nodeRed, { tags: ['Scalar.Double', 'Beyond'] });
      const { payload, samples } = await waitToSee(nodeRed, 'the values', isAnswer, { from });
      assert.deepEqual(payload, { 'Scalar.Double': 0.1, Beyond: null });
      assert.equal(samples?.[1]?.status?.name, 'BadNodeIdUnknown');
      await waitToSee(nodeRed, 'the status', isStatus('read', /^1 of 2 bad$/), { from });
      const then = nodeRed.log.length;
      await say(nodeRed, { tags: ['Scalar.Double'], maxAge: -1 });
      const { error } = await waitToSee(nodeRed, 'the error', (each) => each.from === 'error', {
        from: then,
      });
      assert.equal(error?.code, 'opcua.bad-max-age-invalid');
    });

    it('tell how the connection fares when a message asks, and ask the server nothing (node-opcua)', async () => {
      const from = await deploy(
        connection(server.url, { name: 'line' }),
        tags(some),
        read(),
        watch(),
        ...said('read'),
      );
      await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined, { from });
      await say(nodeRed, { diagnostics: true });
      const { payload, connection: told } = await waitToSee(nodeRed, 'the answer', isAnswer, { from });
      const { requests, bytes } = payload as { requests: number; bytes: { in: number } };
      assert.ok(requests > 0 && bytes.in > 0);
      const { phase, name, security, subscriptions } = told as Record<string, unknown>;
      assert.deepEqual([phase, name, security], ['online', 'line', { policy: 'None', mode: 'None' }]);
      assert.equal((subscriptions as { items: number }[])[0]?.items, 3);
    });

    it('watch: one message for each publish, with what changed (node-opcua)', async () => {
      const counters = Array.from({ length: 10 }, (_, index) => row(`Counter.${index}`));
      const from = await deploy(connection(server.url), tags([...counters, row('Scalar.Double')]), watch());
      const first = await waitToSee(nodeRed, 'all values', ({ samples }) => samples?.length === 11, { from });
      assert.equal((first.payload as Record<string, unknown>)['Scalar.Double'], 0.1);
      const value = Number((first.payload as Record<string, unknown>)['Counter.3']);
      const later = await waitToSee(
        nodeRed,
        'a counter that rises',
        ({ payload, samples }) =>
          samples !== undefined && Number((payload as Record<string, unknown>)['Counter.3']) > value,
        { from },
      );
      assert.equal('Scalar.Double' in (later.payload as object), false);
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^online$/), { from });
    });

    it('watch: one message per tag where that is wanted, and what is wrong in status and sample (node-opcua)', async () => {
      const from = await deploy(
        connection(server.url),
        tags([row('Counter.1'), beyond]),
        watch({ each: true }),
      );
      const bad = await waitToSee(nodeRed, 'the bad one', ({ topic }) => topic === 'Beyond', { from });
      assert.deepEqual([bad.payload, bad.sample?.status?.name], [null, 'BadNodeIdUnknown']);
      const good = await waitToSee(nodeRed, 'the good one', ({ topic }) => topic === 'Counter.1', { from });
      assert.equal(good.payload, good.sample?.value);
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^1 of 2 bad$/), { from });
    });

    it('watch: work out what follows from what comes, and tell nothing of what is only needed for it (node-opcua)', async () => {
      const from = await deploy(
        connection(server.url),
        tags([row('Counter.1'), row('Counter.2')], {
          computed: [{ name: 'sum', expression: '`Counter.1` + `Counter.2`' }],
        }),
        watch({ which: 'names', names: [{ tag: 'sum' }, { tag: 'Counter.1' }] }),
      );
      const seen = await waitToSee(
        nodeRed,
        'a sum',
        ({ payload }) => typeof payload === 'object' && payload !== null && 'sum' in payload,
        { from },
      );
      assert.deepEqual(Object.keys(seen.payload as object), ['Counter.1', 'sum']);
      assert.equal(typeof (seen.payload as { sum: unknown }).sum, 'number');
    });

    it('watch: say once that the server is lost, from when to when nothing was seen, and go on (node-opcua)', async () => {
      const counters = ['Counter.1', 'Counter.2'];
      const from = await deploy(connection(server.url), tags(counters.map((name) => row(name))), watch());
      // A busy server may tell the second one only a publish later.
      for (const name of counters)
        await waitToSee(
          nodeRed,
          `a value of ${name}`,
          ({ samples }) => samples?.some(({ tag, quality }) => tag === name && quality === 'good') === true,
          { from },
        );
      const cut = nodeRed.log.length;
      await server.close();
      const lost = await waitToSee(
        nodeRed,
        'the loss',
        ({ samples }) => samples?.every(({ quality }) => quality === 'bad') === true,
        { from: cut },
      );
      assert.deepEqual(lost.payload, { 'Counter.1': null, 'Counter.2': null });
      assert.ok(lost.samples?.every(({ last }) => typeof last?.value === 'number'));
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^retry in \d+ s$/), { from: cut });
      const back = nodeRed.log.length;
      await server.restart();
      const { gap } = await waitToSee(nodeRed, 'the gap', (each) => each.gap !== undefined, {
        from: back,
        deadline: 30_000,
      });
      assert.ok(gap && gap.to > gap.from && gap.reason !== '');
      await waitToSee(nodeRed, 'values again', ({ samples }) => samples?.[0]?.quality === 'good', {
        from: back,
      });
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^online$/), { from: back });
    });

    it('write in the types of the server, say what became of each value (node-opcua)', async () => {
      const rows = ['Scalar.Double', 'Scalar.Int32', 'Scalar.String', 'Array.Int32'].map((name) =>
        row(name, { access: 'read-write' }),
      );
      const from = await deploy(
        connection(server.url),
        tags([...rows, row('Scalar.Boolean'), row('Scalar.Int16', { access: 'read-write', max: 100 })]),
        write({ verify: 'read-back' }),
        ...said('write'),
      );
      const values = {
        'Scalar.Double': 21.5,
        'Scalar.Int32': 1.5,
        'Scalar.String': 'run',
        'Array.Int32': [3, 2, 1],
        'Scalar.Boolean': false,
        'Scalar.Int16': 101,
      };
      await say(nodeRed, { payload: values });
      const { payload } = await waitToSee(nodeRed, 'the results', isAnswer, { from });
      const results = (payload as WriteResult[]).map(({ tag, written, value, outcome, status }) => [
        tag,
        written,
        outcome === 'done' ? value : outcome,
        status?.name,
      ]);
      assert.deepEqual(results, [
        ['Scalar.Double', true, 21.5, 'Good'],
        ['Scalar.Int32', false, 'refused', 'BadTypeMismatch'],
        ['Scalar.String', true, 'run', 'Good'],
        ['Array.Int32', true, [3, 2, 1], 'Good'],
        ['Scalar.Boolean', false, 'refused', 'BadNotWritable'],
        ['Scalar.Int16', false, 'refused', 'BadOutOfRange'],
      ]);
      assert.equal(
        ((await server.tell({ do: 'get', node: 'Scalar.Double' })) as { value: unknown }).value,
        21.5,
      );
      const then = nodeRed.log.length;
      await say(nodeRed, { payload: { 'Scalar.Boolean': true } });
      const { error } = await waitToSee(nodeRed, 'the error', (each) => each.from === 'error', {
        from: then,
      });
      assert.equal(error?.code, 'tags.read-only');
    });

    it('write typed values as what the server wants, and nothing that the connection does not allow (node-opcua)', async () => {
      const rows = ['Scalar.String', 'Scalar.Int32', 'Scalar.Double', 'Scalar.Int64'].map((name) =>
        row(name, { access: 'read-write' }),
      );
      const values = [
        { tag: 'Scalar.String', value: '5' },
        { tag: 'Scalar.Int32', value: '5' },
        { tag: 'Scalar.Double', value: '5' },
        { tag: 'Scalar.Int64', value: '9007199254740993' },
      ];
      const allowed = ['Scalar.String', 'Scalar.Int32', 'Scalar.Int64'].map((name) => ({
        address: plant(name),
      }));
      const from = await deploy(
        connection(server.url, { writeAllow: allowed }),
        tags(rows),
        write({ source: 'values', values, round: true }),
        ...said('write'),
      );
      await say(nodeRed, {});
      const { payload } = await waitToSee(nodeRed, 'the results', isAnswer, { from });
      assert.deepEqual(
        (payload as WriteResult[]).map(({ written, outcome }) => [written, outcome]),
        [
          [true, 'done'],
          [true, 'done'],
          [false, 'refused'],
          [true, 'done'],
        ],
      );
      const held = async (node: string) =>
        ((await server.tell({ do: 'get', node })) as { value: unknown }).value;
      assert.equal(await held('Scalar.String'), '5');
      assert.equal(await held('Scalar.Int64'), '9007199254740993');
      const later = await deploy(
        connection(server.url, { readOnly: true }),
        tags(rows),
        write({ source: 'values', values }),
        ...said('write'),
      );
      await say(nodeRed, {});
      const { error } = await waitToSee(nodeRed, 'the refusal', (each) => each.from === 'error', {
        from: later,
      });
      assert.equal(error?.code, 'opcua-nodes.read-only-connection');
      await waitToSee(nodeRed, 'the status', isStatus('write', /^read-only$/), { from: later });
    });

    it('close the session and its subscriptions when they go (node-opcua)', async () => {
      await deploy();
      await waitFor('no session', async () => {
        const { connections, sessions, subscriptions } = await server.count();
        return connections === 0 && sessions === 0 && subscriptions === 0;
      });
      assert.doesNotMatch(
        nodeRed.log,
        /MaxListenersExceeded|Did not close|Error stopping node|node\.unexpected/,
      );
    });
  });
}
