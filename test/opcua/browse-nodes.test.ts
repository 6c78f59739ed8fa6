import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { waitForEvent } from '../audit/records.ts';
import { browse, call, connection, observed, said, say, waitToSee } from './support/flow.ts';
import { plant } from './support/reading.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'a-very-good-one', permissions: 'read' },
];

interface Shown {
  readonly nodes: readonly { readonly address: string; readonly name: string; readonly class: string }[];
  readonly truncated?: boolean;
  readonly path?: string;
}

for (const target of targets().slice(-1)) {
  describe(`browsing and calling OPC UA in ${target.title}`, function () {
    this.timeout(60_000);
    let server: OpcUaServer;
    let nodeRed: NodeRedProcess;
    let token: string;

    before(async function () {
      server = await startOpcUaServer(this, {});
      nodeRed = await startNodeRed({
        target,
        users,
        flows: observed(
          connection(server.url),
          connection(server.url, { id: 'locked', readOnly: true }),
          connection(server.url, { id: 'limited', writeAllow: [{ address: plant('Method.Add') }] }),
          browse({ details: true }),
          browse({ id: 'tree', what: 'tree', classes: 'Variable', most: 5 }),
          browse({ id: 'hasty', what: 'tree', details: true, timeout: 100 }),
          browse({ id: 'paths', what: 'resolve' }),
          call({ method: plant('Method.Add') }),
          call({ id: 'forbidden', connection: 'locked', method: plant('Method.None') }),
          call({ id: 'bounded', connection: 'limited' }),
          ...said('router'),
          {
            id: 'router',
            type: 'function',
            z: 'tab',
            func: `const to = ['browse', 'tree', 'paths', 'call', 'forbidden', 'bounded', 'hasty'].indexOf(msg.to);
              return Array.from({ length: 7 }, (_, index) => (index === to ? msg : null));`,
            outputs: 7,
            wires: [['browse'], ['tree'], ['paths'], ['call'], ['forbidden'], ['bounded'], ['hasty']],
          },
        ),
        only: ['node-red-opcua', 'node-red-audit'],
      });
      token = await nodeRed.token('anna', 'a-very-good-one');
    });
    after(async () => {
      await nodeRed?.stop();
      await server?.close();
    });

    const ask = <T>(path: string, body: object, as: string | undefined = token) =>
      nodeRed.request<T>('POST', `/millwright/opcua${path}`, body, { token: as });

    const routes: Readonly<Record<string, object>> = {
      '/browse': { node: 'i=85' },
      '/browse-path': { node: 'i=2253' },
      '/search': { node: 'i=85', text: 'Scalar.Int32' },
      '/details': { nodes: ['i=2258'] },
      '/method': { method: plant('Method.Add') },
    };

    it('BR-06: nobody browses without a token, without the permission, or a server that is not configured (node-opcua)', async () => {
      const { accepted } = await server.count();
      for (const [path, body] of Object.entries(routes)) {
        const asked = { connection: 'connection', ...body };
        const { status: anyone } = await nodeRed.request('POST', `/millwright/opcua${path}`, asked);
        assert.equal(anyone, 401, path);
        const otto = await nodeRed.token('otto', 'a-very-good-one', 'read');
        assert.equal((await ask(path, asked, otto)).status, 403, path);
        for (const connection of [server.url, 'opc.tcp://127.0.0.1:9', 'nowhere']) {
          const refused = await ask<{ code: string }>(path, { connection, ...body });
          assert.deepEqual([refused.status, refused.body.code], [400, 'opcua-nodes.not-deployed'], path);
        }
      }
      assert.equal((await server.count()).accepted, accepted);
      for (const [path, body] of Object.entries(routes)) {
        const { status } = await ask(path, { connection: 'connection', ...body });
        assert.equal(status, 200, path);
      }
      const { connections, sessions } = await server.count();
      assert.deepEqual([connections, sessions], [1, 1]);
    });

    it('answers the tree of dialogs (node-opcua)', async () => {
      const asked = { connection: 'connection' };
      const { body: top } = await ask<Shown>('/browse', { ...asked, node: 'i=85' });
      assert.ok(top.nodes.some(({ address, name }) => address === plant('Plant') && name === 'Plant'));
      const { body: way } = await ask<Shown>('/browse-path', { ...asked, node: plant('Scalar.Int32') });
      assert.deepEqual(
        way.nodes.map(({ name }) => name),
        ['Root', 'Objects', 'Plant', 'Scalar', 'Scalar.Int32'],
      );
      const { body: search } = await ask<{ found: { name: string; where: string[] }[] }>('/search', {
        ...asked,
        node: 'i=85',
        text: 'scalar.int3',
      });
      assert.deepEqual(
        search.found.map(({ name, where }) => [name, where]),
        [['Scalar.Int32', ['Plant', 'Scalar']]],
      );
      const { body: told } = await ask<{ details: object[] }>('/details', {
        ...asked,
        nodes: [plant('Scalar.Double'), plant('Structure.Point'), plant('Array.Int32'), plant('Nothing')],
      });
      assert.deepEqual(told.details, [
        {
          address: plant('Scalar.Double'),
          type: 'Double',
          dimensions: 0,
          access: 'read-write',
          value: 0.1,
          quality: 'good',
        },
        {
          address: plant('Structure.Point'),
          type: 'Point',
          dimensions: 0,
          access: 'read-write',
          value: '{"$type":"Point","X":1.5,"Y":-2.5}',
          quality: 'good',
        },
        {
          address: plant('Array.Int32'),
          type: 'Int32',
          dimensions: 1,
          access: 'read-write',
          value: '[-2147483648,0,2147483647]',
          quality: 'good',
        },
        { address: plant('Nothing'), value: null, quality: 'bad', status: 'BadNodeIdUnknown' },
      ]);
      const { body: method } = await ask('/method', { ...asked, method: plant('Method.Add') });
      assert.deepEqual(method, {
        inputs: ['a', 'b'].map((name) => ({
          name,
          type: 'Double',
          dimensions: 0,
          description: `the ${name}`,
        })),
        outputs: ['sum', 'product'].map((name) => ({
          name,
          type: 'Double',
          dimensions: 0,
          description: `the ${name}`,
        })),
      });
    });

    const answer = (to: string, from: number) =>
      waitToSee(nodeRed, `the answer of ${to}`, ({ to: of, from: what }) => of === to && what === 'message', {
        from,
      });
    const refusal = (to: string, from: number) =>
      waitToSee(nodeRed, `the refusal of ${to}`, ({ to: of, from: what }) => of === to && what === 'error', {
        from,
      });

    it('browse gives what is below a node, all below it, and the nodes of paths (node-opcua)', async () => {
      const from = nodeRed.log.length;
      await say(nodeRed, { to: 'browse', node: plant('Ring.A'), mine: 'kept' });
      const ring = await answer('browse', from);
      assert.deepEqual(
        (ring.payload as { name: string; parent: string }[]).map(({ name, parent }) => [name, parent]),
        [
          ['Ring.B', plant('Ring.A')],
          ['Ring.C', plant('Ring.A')],
        ],
      );
      assert.deepEqual([ring['truncated'], ring['mine']], [false, 'kept']);
      await say(nodeRed, { to: 'tree', node: plant('Scalar') });
      const tree = await answer('tree', from);
      assert.deepEqual([(tree.payload as object[]).length, tree['truncated']], [5, true]);
      await say(nodeRed, { to: 'paths', node: ['/Objects/nsu=urn:test:plant;Plant', '/Objects/0:Nowhere'] });
      const paths = await answer('paths', from);
      const [there, nowhere] = paths.payload as { node: string | null; error?: { code: string } }[];
      assert.deepEqual(
        [there?.node, nowhere?.node, nowhere?.error?.code],
        [plant('Plant'), null, 'opcua.bad-no-match'],
      );
      await say(nodeRed, { to: 'hasty', node: 'i=84' });
      assert.equal((await refusal('hasty', from)).error?.code, 'opcua.timeout');
      await say(nodeRed, { to: 'browse', node: 'Scalar' });
      assert.equal((await refusal('browse', from)).error?.code, 'opcua.bad-address');
    });

    it('call gives what the method gave, and is recorded as a write is (node-opcua)', async () => {
      const from = nodeRed.log.length;
      await say(nodeRed, { to: 'call', payload: { a: 2, b: 3 } });
      const done = await answer('call', from);
      assert.deepEqual(
        [done.payload, done['status'], done['object'], done['outcome']],
        [{ sum: 5, product: 6 }, { code: 0, name: 'Good' }, plant('Methods'), 'done'],
      );
      const { outcome, data } = await waitForEvent(
        nodeRed.userDirectory,
        'the record of the call',
        ({ name }) => name === 'opcua.call',
      );
      assert.deepEqual(
        [outcome, data?.['method'], data?.['value']],
        ['success', plant('Method.Add'), '{"a":2,"b":3}'],
      );
    });

    it('call is bound to what the connection allows (node-opcua)', async () => {
      const { requests: before } = await server.count();
      const from = nodeRed.log.length;
      await say(nodeRed, { to: 'forbidden' });
      const locked = await refusal('forbidden', from);
      assert.deepEqual(
        [locked.error?.code, locked['outcome']],
        ['opcua-nodes.read-only-connection', 'refused'],
      );
      await say(nodeRed, { to: 'bounded', method: plant('Method.None') });
      const bounded = await refusal('bounded', from);
      assert.deepEqual(
        [bounded.error?.code, bounded['outcome']],
        ['opcua-nodes.write-not-allowed', 'refused'],
      );
      await say(nodeRed, { to: 'bounded', payload: [1] });
      await waitFor('the refusal of a call without a method', () =>
        nodeRed.log.slice(from).includes('opcua-nodes.no-method'),
      );
      for (const odd of [{ method: 7 }, { method: plant('Method.Add'), object: ['i=85'] }]) {
        const at = nodeRed.log.length;
        await say(nodeRed, { to: 'bounded', ...odd });
        const refused = await refusal('bounded', at);
        assert.deepEqual(
          [refused.error?.code, refused['outcome']],
          ['opcua-nodes.bad-call-address', 'refused'],
        );
      }
      await waitForEvent(
        nodeRed.userDirectory,
        'the record of a call of no address',
        ({ name, data }) => name === 'opcua.call' && data?.['code'] === 'opcua-nodes.bad-call-address',
      );
      const { requests } = await server.count();
      assert.equal(requests['Call'], before['Call']);
      await say(nodeRed, { to: 'bounded', method: plant('Method.Add'), payload: [1, 2] });
      assert.deepEqual((await answer('bounded', from)).payload, { sum: 3, product: 2 });
    });
  });
}
