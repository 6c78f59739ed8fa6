import assert from 'node:assert/strict';
import { type NodeRedProcess, targets } from '@millwright/testing';
import type { VersionSummary } from '../../plugins/history/src/common/version.ts';
import { Subscription } from '../runtime/subscription.ts';
import { base, HistoryClient, type Refusal, startWithHistory } from './client.ts';

const tab = { id: 'a', type: 'tab', label: 'Öfen' };
const comment = (name: string) => ({
  id: 'c',
  type: 'comment',
  z: 'a',
  name,
  info: '',
  x: 1,
  y: 1,
  wires: [],
});
const users = [
  { username: 'ana', password: 'ana', permissions: '*' },
  { username: 'vera', password: 'vera', permissions: 'read' },
];

for (const target of targets()) {
  describe(`snapshots and filters, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let token: string;
    let history: HistoryClient;

    before(async () => {
      ({ nodeRed } = await startWithHistory({ target, flows: [tab], users }));
      token = await nodeRed.token('ana', 'ana');
      history = new HistoryClient(nodeRed, token);
      await history.reaches(1);
    });
    after(() => nodeRed?.stop());

    const ask = <Answer>(method: string, path: string, body?: object, as = token) =>
      nodeRed.request<Answer & Refusal>(method, `${base}${path}`, body, { token: as });
    const list = async (query: string) => {
      const { status, body } = await ask<{ versions: VersionSummary[] }>('GET', `/versions?${query}`);
      assert.equal(status, 200);
      return body.versions.map(({ number }) => number);
    };

    it('name what runs, and everyone is told', async () => {
      const changed = await Subscription.open(nodeRed, 'millwright/history/changed', token);
      const { status, body } = await ask<VersionSummary>('POST', '/snapshots', {
        name: ' Before <shutdown> ',
        note: 'asked by Eva',
        pinned: true,
      });
      assert.equal(status, 200);
      assert.deepEqual(
        [body.number, body.name, body.note, body.pinned, body.state],
        [1, 'Before <shutdown>', 'asked by Eva', true, 'current'],
      );
      assert.deepEqual(await changed.messages(1), [{}]);
      changed.close();
      assert.deepEqual(await history.newest(), body);
    });

    it('take notes until they are too long', async () => {
      const { name, note } = await history.newest();
      const again = (more: string) => ask<VersionSummary>('POST', '/snapshots', { name, note: more });
      assert.equal((await again(note ?? '')).body.note, note);
      const long = await again('x'.repeat(2000));
      assert.deepEqual([long.status, long.body.code], [422, 'history.note-too-long']);
      assert.equal((await history.newest()).note, note);
    });

    it('do not take away the name that it has', async () => {
      const again = await ask<VersionSummary>('POST', '/snapshots', { name: 'Another' });
      assert.deepEqual([again.status, again.body.code], [409, 'history.named-already']);
      assert.equal((await history.newest()).name, 'Before <shutdown>');
    });

    it('are changed and taken back, also their notes and pins', async () => {
      assert.equal((await nodeRed.deploy([tab, comment('one')], { token })).status, 200);
      const patch = (body: object) => ask<VersionSummary>('PATCH', '/versions/2', body);
      const named = await patch({ name: 'Ölwechsel', note: 'at night', pinned: true });
      assert.deepEqual(
        [named.body.name, named.body.note, named.body.pinned],
        ['Ölwechsel', 'at night', true],
      );
      const { body } = await patch({ name: null, pinned: false });
      assert.deepEqual([body.name, body.note, body.pinned], [undefined, 'at night', false]);
      assert.deepEqual(await history.newest(), body);
    });

    it('are found by what is asked for', async () => {
      assert.deepEqual(await list('text=%C3%96FEN%20night'), [2]);
      assert.deepEqual(await list('person=ana'), [2]);
      assert.deepEqual(await list('person=kind:system'), [1]);
      assert.deepEqual(await list('named=true&pinned=true'), [1]);
      assert.deepEqual(await list('part=tab:a&since=0'), [2, 1]);
      assert.equal((await ask('GET', '/versions?named=perhaps')).status, 400);
      const { body } = await ask<{ people: object[]; parts: object[] }>('GET', '/filters');
      assert.deepEqual(body, {
        people: [
          { value: 'ana', kind: 'user', name: 'ana' },
          { value: 'kind:system', kind: 'system' },
        ],
        parts: [{ value: 'tab:a', kind: 'tab', label: 'Öfen' }],
      });
    });

    it('are whole, as a look at all of them says', async () => {
      const { status, body } = await ask<object>('GET', '/verify?limit=1');
      assert.equal(status, 200);
      assert.deepEqual(body, { checked: 1, total: 2, faulty: [], next: 2 });
      assert.deepEqual((await ask<object>('GET', '/verify?from=2')).body, {
        checked: 1,
        total: 2,
        faulty: [],
      });
    });

    it('are refused for what is no name, no version, or not allowed', async () => {
      const vera = await nodeRed.token('vera', 'vera', 'read');
      const before = await history.versions();
      for (const [status, method, path, body, as] of [
        [400, 'PATCH', '/versions/1', { name: ' ' }],
        [400, 'PATCH', '/versions/1', { name: 'x'.repeat(101) }],
        [400, 'PATCH', '/versions/1', { title: 'x' }],
        [400, 'PATCH', '/versions/1', { name: 'x\u0000' }],
        [400, 'PATCH', '/versions/1', { note: '\ud800' }],
        [400, 'POST', '/versions/1/restore', { note: ' ' }],
        [400, 'POST', '/versions/1/restore', { scope: {} }],
        [400, 'POST', '/versions/1/plan', { scope: { parts: [], nodes: [] } }],
        [400, 'POST', '/snapshots', {}],
        [404, 'PATCH', '/versions/99', { name: 'x' }],
        [401, 'PATCH', '/versions/1', { name: 'x' }, vera],
        [401, 'POST', '/snapshots', { name: 'x' }, vera],
      ] as const) {
        assert.equal((await ask(method, path, body, as)).status, status, `${method} ${path}`);
      }
      assert.deepEqual(await history.versions(), before);
    });
  });
}
