import assert from 'node:assert/strict';
import { type NodeRedProcess, targets } from '@millwright/testing';
import { endpoint, type HistoryClient, startWithHistory, withCredentials } from './client.ts';

const request = (more: object = {}) => ({
  id: 'call',
  type: 'http request',
  z: 'endpoints',
  name: 'call the scale',
  method: 'GET',
  x: 1,
  y: 9,
  wires: [],
  ...more,
});
const flows = (answer: string, more: object = {}) => [...endpoint(answer), request(more)];

for (const target of targets()) {
  describe(`compare, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;

    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: flows('one') }));
      const credentials = { call: { user: 'ana', password: 'top-secret' } };
      await nodeRed.deploy(withCredentials(flows('two'), credentials));
      await nodeRed.deploy(flows('three'));
    });
    after(() => nodeRed?.stop());

    const changed = (parts: readonly { nodes: readonly { id: string; properties: readonly object[] }[] }[]) =>
      parts.flatMap(({ nodes }) => nodes.map(({ id, properties }) => [id, properties]));
    const code = (before: string, after: string) => [
      [
        'make',
        [
          {
            name: 'func',
            kind: 'code',
            language: 'javascript',
            before: `msg.payload = "${before}"; return msg;`,
            after: `msg.payload = "${after}"; return msg;`,
          },
        ],
      ],
    ];

    it('gives the flows of a version as they were deployed, without credentials', async () => {
      const { rev, flows: kept } = await history.flowsOf(2);
      assert.equal(rev, (await history.versions()).find(({ number }) => number === 2)?.rev);
      assert.deepEqual(kept, flows('two'));
      const { status } = await nodeRed.request('GET', '/millwright/history/versions/99/flows');
      assert.equal(status, 404);
    });

    it('tells two versions apart, to the property, and whose credentials were set, without a value', async () => {
      const { status, body, text } = await history.compare({ version: 1 }, { version: 2 });
      assert.equal(status, 200, text);
      assert.deepEqual(changed(body.parts), code('one', 'two'));
      assert.deepEqual(body.credentials, [
        {
          id: 'call',
          type: 'http request',
          label: 'call the scale',
          part: 'Oven 3',
          place: { kind: 'tab', id: 'endpoints' },
          state: 'set',
        },
      ]);
      assert.deepEqual([body.modules, body.settings, body.unknown], [[], [], []]);
      assert.doesNotMatch(text, /top-secret|password/);
    });

    it('compares with what runs, and with what an editor holds', async () => {
      const { body: running } = await history.compare({ version: 2 }, { running: true });
      assert.deepEqual([running.after.kind, running.after.rev], ['running', (await nodeRed.flows()).rev]);
      assert.deepEqual(changed(running.parts), code('two', 'three'));
      assert.deepEqual(running.credentials, []);

      const side = {
        flows: flows('four', { credentials: { password: 'typed' } }),
        credentialsTyped: ['call'],
      };
      const { body: editor, text } = await history.compare({ running: true }, side);
      assert.deepEqual(changed(editor.parts), code('three', 'four'));
      assert.deepEqual(
        [editor.credentials.map(({ id, state }) => [id, state]), editor.unknown],
        [[['call', 'changed']], ['modules', 'settings']],
      );
      assert.doesNotMatch(text, /typed|password/);
    });

    it('refuses what is no list of items, what is too deep, and what it does not know', async () => {
      const refused = async (side: object) => {
        const { status, body } = await history.compare({ running: true }, side);
        return [status, body.code];
      };
      assert.deepEqual(await refused({ flows: [{ id: 'a' }, 7] }), [400, 'history.flows-invalid']);
      assert.deepEqual(await refused({ flows: 'x' }), [400, 'request.invalid']);
      assert.deepEqual(await refused({ running: false }), [400, 'request.invalid']);
      assert.deepEqual(await refused({ version: 99 }), [404, 'history.version-unknown']);
      let deep: object = {};
      for (let level = 0; level < 2000; level++) deep = { deep };
      assert.deepEqual(await refused({ flows: [deep] }), [400, 'request.invalid']);
    });

    it('takes odd keys and ids of flows for text', async () => {
      const odd = JSON.parse(
        '{"id":"__proto__","type":"tab","label":"<b>","__proto__":{"polluted":true}}',
      ) as object;
      const { status, body, text } = await history.compare(
        { running: true },
        { flows: [...flows('three'), odd] },
      );
      assert.equal(status, 200, text);
      assert.deepEqual(
        body.parts.map(({ id, label, state }) => [id, label, state]),
        [['__proto__', '<b>', 'added']],
      );
    });
  });
}
