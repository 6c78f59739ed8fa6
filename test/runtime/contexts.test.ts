import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { longestNote, noteHeader } from '@millwright/schema';
import { everyTarget, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { endpoint, inject } from './flows.ts';
import type { Described } from './probe/src/runtime/recorder.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const users = [{ username: 'anna', password: 'a', permissions: '*' }];

/** Lets function nodes call Node-RED's runtime API, as code of a plugin or of another module could. */
const settings = `functionGlobalContext: {
  addFlow: (label) => require.main.require('@node-red/runtime').flows.addFlow({ flow: { label, nodes: [] } }),
},`;

const functionNode = (initialize: string) => ({
  id: 'function',
  type: 'function',
  z: 'a',
  name: 'acts',
  func: 'return msg;',
  outputs: 1,
  timeout: 0,
  noerr: 0,
  initialize,
  finalize: '',
  libs: [],
  x: 100,
  y: 100,
  wires: [[]],
});

for (const target of everyTarget()) {
  describe(`contexts, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        flows: [tab('a')],
        users,
        settings,
      });
      probe = new ProbeClient(nodeRed);
      probe.token = await nodeRed.token('anna', 'a');
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const actors: readonly (readonly [string, string])[] = [
      ['an interval that a deploy starts', `setTimeout(() => global.get('addFlow')('later'), 50);`],
      ['what a node does while it starts', `await global.get('addFlow')('at once');`],
      [
        'an interval of a node, again and again',
        `let left = 2;
         const timer = setInterval(() => { global.get('addFlow')('often'); if (--left === 0) clearInterval(timer); }, 20);`,
      ],
    ];
    for (const [what, code] of actors) {
      it(`${what} is the system's, not the engineer's who deployed, and needs no lock of theirs`, async () => {
        const before = (await probe.operations()).length;
        const answer = await nodeRed.deploy([tab('a'), functionNode(code)], {
          ...(probe.token === undefined ? {} : { token: probe.token }),
        });
        assert.equal(answer.status, 200, answer.text);
        const isAddition = ({ name }: Described) => name === 'flow.add';
        const [addition] = await waitFor('the node to act', async () => {
          const additions = (await probe.operations()).slice(before).filter(isAddition);
          return additions.length > 0 && additions;
        });
        const deploy = (await probe.operations())[before];
        assert.deepEqual(deploy?.actor, { kind: 'user', name: 'anna' });
        assert.deepEqual(addition?.actor, { kind: 'system' });
        assert.equal(addition?.parent, undefined);
        assert.equal(addition?.source, undefined);
        assert.notEqual(addition?.correlation, deploy?.correlation);
      });
    }

    it('a node is not the engineer who deployed, also if they did not wait for the answer', async () => {
      const before = (await probe.operations()).length;
      const body = JSON.stringify([
        tab('a'),
        functionNode(`setTimeout(() => global.get('addFlow')('alone'), 50);`),
      ]);
      const head = [
        'POST /flows HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${probe.token}`,
        'Content-Type: application/json',
        `Content-Length: ${Buffer.byteLength(body)}`,
      ];
      const socket = connect(nodeRed.port, '127.0.0.1');
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
      // Nodes of the tests before may still be at work: those that act after it are its own.
      const [deploy, addition] = await waitFor('the node to act', async () => {
        const writes = (await probe.operations()).slice(before).filter(({ kind }) => kind === 'write');
        const own = writes.slice(writes.findIndex(({ name }) => name === 'flows.deploy'));
        return own[0]?.name === 'flows.deploy' && own.length > 1 && own;
      });
      assert.deepEqual([deploy?.actor, deploy?.source?.path], [{ kind: 'user', name: 'anna' }, '/flows']);
      assert.deepEqual(
        [addition?.name, addition?.actor, addition?.source],
        ['flow.add', { kind: 'system' }, undefined],
      );
    });

    it('a note in the header is that of the operation, whatever request it comes with', async () => {
      const token = probe.token;
      const note = 'Ofen 3: 180 °C';
      // Nodes of the tests before may still be at work.
      const named = async (name: string, work: () => Promise<unknown>) =>
        (await probe.during(work)).find((operation) => operation.name === name);
      const deploy = await named('flows.deploy', () => nodeRed.deploy([tab('a')], { token, note }));
      assert.equal(deploy?.note, note);
      const headers = { [noteHeader]: encodeURIComponent(note) };
      const update = await named('flow.update', () =>
        nodeRed.request('PUT', '/flow/a', { label: 'b', nodes: [] }, { token, headers }),
      );
      assert.deepEqual([update?.outcome?.status, update?.note], ['success', note]);
      const silent = await named('flows.deploy', () => nodeRed.deploy([tab('a')], { token }));
      assert.ok(silent);
      assert.equal(silent.note, undefined);
    });

    it('a note that cannot be read refuses a change, and no read', async () => {
      const token = probe.token;
      const { rev } = await nodeRed.flows(token);
      for (const [value, code] of [
        ['100%', 'runtime.note-malformed'],
        ['x'.repeat(longestNote + 1), 'runtime.note-too-long'],
      ] as const) {
        const headers = { [noteHeader]: value, 'Node-RED-API-Version': 'v2' };
        const ask = (method: string, path: string, body?: object) =>
          nodeRed.request<{ code: string }>(method, path, body, { token, headers });
        for (const answer of [
          await ask('POST', '/flows', { flows: [] }),
          await ask('POST', '/flow', { label: 'c', nodes: [] }),
          await ask('PUT', '/flow/a', { label: 'c', nodes: [] }),
          await ask('POST', '/nodes', { module: 'millwright-none' }),
        ])
          assert.deepEqual([answer.status, answer.body.code], [400, code]);
        assert.equal((await ask('GET', '/flows')).status, 200);
        assert.equal((await ask('GET', '/settings')).status, 200);
      }
      assert.equal((await nodeRed.flows(token)).rev, rev);
    });

    const button = inject('button', 'delay');
    const delay = {
      id: 'delay',
      type: 'delay',
      z: 'a',
      name: '',
      pauseType: 'delay',
      timeout: '50',
      timeoutUnits: 'milliseconds',
      rate: '1',
      nbRateUnits: '1',
      rateUnits: 'second',
      randomFirst: '1',
      randomLast: '5',
      randomUnits: 'seconds',
      drop: false,
      outputs: 1,
      x: 200,
      y: 100,
      wires: [['function']],
    };

    it('what a message leads to that somebody injected is theirs, through the nodes that it passes', async () => {
      const token = probe.token === undefined ? {} : { token: probe.token };
      const func = "await global.get('addFlow')('by message'); return msg;";
      const from = nodeRed.log.length;
      const items = [tab('a'), button, delay, { ...functionNode(''), func }];
      assert.equal((await nodeRed.deploy(items, token)).status, 200);
      await nodeRed.waitForLog(/Started flows/, { from });
      const before = (await probe.operations()).length;
      const pressed = await nodeRed.request('POST', '/inject/button', {}, token);
      assert.equal(pressed.status, 200, pressed.text);
      const [injected, addition] = await waitFor('the node to act', async () => {
        const seen = (await probe.operations()).slice(before).filter(({ kind }) => kind === 'write');
        return seen.length === 2 && seen;
      });
      assert.deepEqual([injected?.name, addition?.name], ['inject', 'flow.add']);
      assert.deepEqual(addition?.actor, { kind: 'user', name: 'anna' });
      assert.equal(addition?.correlation, injected?.id);
      assert.equal(addition?.parent, undefined, 'the inject was over');
      assert.equal(addition?.source?.path, '/inject/button');
    });

    it("what an endpoint of a flow does is the system's, also below the same root as the admin side", async () => {
      const token = probe.token === undefined ? {} : { token: probe.token };
      const items = endpoint('/act', 'done').map((item) =>
        item['type'] === 'http in' ? { ...item, wires: [['act']] } : item,
      );
      const func = "await global.get('addFlow')('by endpoint'); return msg;";
      const act = { ...functionNode(''), id: 'act', z: 'endpoints', func, wires: [['answer']] };
      const from = nodeRed.log.length;
      assert.equal((await nodeRed.deploy([...items, act], token)).status, 200);
      await nodeRed.waitForLog(/Started flows/, { from });
      const seen = await probe.during(async () => {
        const answer = await fetch(`${nodeRed.url}/act`, {
          headers: { Authorization: `Bearer ${probe.token}` },
        });
        assert.equal(await answer.text(), 'done');
      });
      assert.deepEqual(
        seen.map(({ name, actor, source }) => ({ name, actor, source })),
        [{ name: 'flow.add', actor: { kind: 'system' }, source: undefined }],
      );
    });
  });
}
