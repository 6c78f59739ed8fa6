import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { Subscription } from '../runtime/subscription.ts';
import { base, HistoryClient, startWithHistory } from './client.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label, disabled: false, info: '', env: [] });
const comment = (id: string, z: string, name = id) => ({
  id,
  type: 'comment',
  z,
  name,
  info: '',
  x: 100,
  y: 100,
  wires: [],
});
const request = {
  id: 'n1',
  type: 'http request',
  z: 'a',
  name: 'call',
  method: 'GET',
  x: 1,
  y: 1,
  wires: [[]],
};
const found = [tab('a', 'Oven 3'), tab('b', 'Press'), comment('a1', 'a'), comment('b1', 'b'), request];

for (const target of targets()) {
  describe(`versions, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let number = 1;

    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: found }));
    });
    after(() => nodeRed?.stop());

    /** One more version than before, of what runs now. */
    const oneMore = async () => {
      const newest = await history.reaches(number + 1);
      number += 1;
      assert.equal(newest.number, number);
      assert.equal(newest.rev, (await nodeRed.flows()).rev);
      assert.equal(newest.state, 'current');
      assert.equal(newest.asFound, false);
      return newest;
    };
    const changeOf = ({ change }: { change: { parts: readonly { label: string; state: string }[] } }) =>
      change.parts.map(({ label, state }) => `${label} ${state}`);

    it('number 1 is what was found', async () => {
      const first = await history.newest();
      assert.equal(first.number, 1);
      assert.equal(first.asFound, true);
      assert.deepEqual(first.actor, { kind: 'system' });
      assert.equal(first.operation, 'found');
      assert.equal(first.rev, (await nodeRed.flows()).rev);
      assert.equal((await history.health()).state, 'ok');
    });

    it('are told of without content: messages reach also those who may not read', async () => {
      const versions = await Subscription.open(nodeRed, 'millwright/history/version');
      const health = await Subscription.open(nodeRed, 'millwright/history/health');
      const fresh = [...found, comment('news', 'b')];
      assert.equal((await nodeRed.deploy(fresh)).status, 200);
      number += 1;
      await history.reaches(number);
      assert.deepEqual(await versions.messages(1), [{ number }]);
      assert.deepEqual((await health.messages(1))[0], {});
      versions.close();
      health.close();
      assert.equal((await nodeRed.deploy(found)).status, 200);
      number += 1;
      await history.reaches(number);
    });

    for (const [index, type] of (['full', 'flows', 'nodes'] as const).entries()) {
      it(`come from a deploy (${type})`, async () => {
        const { flows, rev } = await nodeRed.flows();
        const changed = flows.map((item) =>
          item['id'] === 'a1' ? { ...item, name: `${type} ${index}` } : item,
        );
        assert.equal((await nodeRed.deploy(changed, { type, rev })).status, 200);
        const newest = await history.newest();
        assert.equal(newest.number, number + 1, 'it is kept before the answer');
        const version = await oneMore();
        assert.equal(version.operation, 'flows.deploy');
        assert.equal(version.deployType, type);
        assert.deepEqual(version.actor, { kind: 'anyone' });
        assert.deepEqual(changeOf(version), ['Oven 3 changed']);
        assert.deepEqual([version.credentialsChanged, version.modulesChanged], [false, false]);
      });
    }

    it('keep the note of the request that made them', async () => {
      const note = 'Oven 3 — 180 °C <b>';
      assert.equal((await nodeRed.deploy([...found, comment('noted', 'b')], { note })).status, 200);
      assert.equal((await oneMore()).note, note);
      assert.equal((await nodeRed.deploy(found)).status, 200);
      assert.equal((await oneMore()).note, undefined);
    });

    it('come from the API for single flows', async () => {
      const added = await nodeRed.request<{ id: string }>('POST', '/flow', {
        label: 'Added',
        nodes: [{ id: 'x1', type: 'comment', name: 'x', x: 1, y: 1, wires: [] }],
      });
      assert.equal(added.status, 200);
      const one = await oneMore();
      assert.equal(one.operation, 'flow.add');
      assert.deepEqual(changeOf(one), ['Added added']);

      const { id } = added.body;
      await nodeRed.request('PUT', `/flow/${id}`, { id, label: 'Renamed', nodes: [] });
      const two = await oneMore();
      assert.equal(two.operation, 'flow.update');
      assert.equal(two.change.parts[0]?.formerLabel, 'Added');

      await nodeRed.request('DELETE', `/flow/${id}`);
      const three = await oneMore();
      assert.equal(three.operation, 'flow.remove');
      assert.deepEqual(changeOf(three), ['Renamed removed']);
    });

    it('come from a reload of a file that changed on disk', async () => {
      const file = join(nodeRed.userDirectory, 'flows.json');
      const flows = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];
      await writeFile(file, JSON.stringify([...flows, comment('by-hand', 'b')]));
      assert.equal((await nodeRed.deploy([], { type: 'reload' })).status, 200);
      const version = await oneMore();
      assert.equal(version.operation, 'flows.reload');
      assert.equal(version.deployType, 'reload');
      assert.deepEqual(changeOf(version), ['Press changed']);
    });

    it('are not made when nothing changed', async () => {
      for (const type of ['full', 'nodes', 'reload'] as const) {
        const { flows, rev } = await nodeRed.flows();
        assert.equal((await nodeRed.deploy(flows, { type, rev })).status, 200);
      }
      assert.equal((await history.newest()).number, number);
    });

    it('are made when only a credential changed, which no answer shows', async () => {
      const { flows } = await nodeRed.flows();
      const give = (password: string) =>
        nodeRed.deploy(
          flows.map((item) =>
            item['id'] === 'n1' ? { ...item, credentials: { user: 'ana', password } } : item,
          ),
        );
      for (const password of ['first-secret', 'second-secret']) {
        assert.equal((await give(password)).status, 200);
        const version = await oneMore();
        assert.equal(version.credentialsChanged, true);
        assert.deepEqual(version.change.parts, []);
        const details = await nodeRed.request('GET', `${base}/versions/${number}`);
        assert.equal(details.text.includes(password), false);
        assert.deepEqual((await history.details(number)).credentials, [
          { id: 'n1', type: 'http request', label: 'call' },
        ]);
      }
      assert.equal((await give('second-secret')).status, 200);
      assert.equal((await history.newest()).number, number);
    });

    it('are not made of a deploy that Node-RED refuses', async () => {
      const { flows } = await nodeRed.flows();
      assert.equal((await nodeRed.deploy([...flows, comment('late', 'a')], { rev: 'another' })).status, 409);
      assert.equal((await history.newest()).number, number);
    });

    it('hold modules and settings', async () => {
      const { modules, settings, parts } = await history.details(number);
      assert.ok(
        modules.some(({ name, kind }) => name === '@millwright/node-red-history' && kind === 'node-red'),
      );
      assert.match(settings.nodeRed, new RegExp(`^${target.major}\\.`));
      assert.equal(settings.platform, process.platform);
      assert.deepEqual(
        parts.map(({ label, nodes }) => `${label} ${nodes}`),
        ['Oven 3 2', 'Press 2'],
      );
    });

    it('are listed page by page', async () => {
      const page = async (query: string) =>
        (
          await nodeRed.request<{ versions: { number: number }[]; next?: number }>(
            'GET',
            `${base}/versions?${query}`,
          )
        ).body;
      const first = await page('limit=3');
      assert.deepEqual(
        first.versions.map((version) => version.number),
        [number, number - 1, number - 2],
      );
      assert.equal(first.next, number - 2);
      const rest = await page(`limit=200&before=${first.next}`);
      assert.equal(rest.versions.length, number - 3);
      assert.equal(rest.next, undefined);
      assert.equal((await nodeRed.request('GET', `${base}/versions?limit=0`)).status, 400);
    });

    it('have numbers: another is not found', async () => {
      for (const [method, path] of [
        ['GET', '/versions/999'],
        ['POST', '/versions/999/restore'],
      ] as const) {
        const { status, body } = await nodeRed.request<{ code: string }>(
          method,
          `${base}${path}`,
          method === 'POST' ? {} : undefined,
        );
        assert.equal(status, 404);
        assert.equal(body.code, 'history.version-unknown');
      }
    });

    it('are still there after a restart, which makes none', async () => {
      const before = await history.versions();
      await nodeRed.restart();
      await history.reaches(number);
      assert.deepEqual(await history.versions(), before);
    });

    it('come from a file that changed while Node-RED was not running', async () => {
      await nodeRed.halt();
      const file = join(nodeRed.userDirectory, 'flows.json');
      const flows = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];
      await writeFile(file, JSON.stringify(flows.filter(({ id }) => id !== 'by-hand')));
      await nodeRed.start();
      const version = await oneMore();
      assert.equal(version.operation, 'found');
      assert.deepEqual(changeOf(version), ['Press changed']);
    });

    it('are kept also while a node type is missing', async () => {
      const { flows } = await nodeRed.flows();
      assert.equal(
        (await nodeRed.deploy([...flows, { ...comment('m', 'a'), type: 'not-installed' }])).status,
        200,
      );
      await oneMore();
      await nodeRed.restart();
      await waitFor('it to be known as current', async () => (await history.newest()).state === 'current');
      assert.equal((await history.newest()).number, number);
    });
  });

  describe(`versions and permissions, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    const users = [
      { username: 'ana', password: 'ana', permissions: '*' },
      { username: 'vera', password: 'vera', permissions: 'read' },
    ];

    before(async () => {
      ({ nodeRed } = await startWithHistory({ target, flows: found, users }));
    });
    after(() => nodeRed?.stop());

    const as = async (name: string, scope?: string) =>
      new HistoryClient(nodeRed, await nodeRed.token(name, name, scope));

    it('name who deployed', async () => {
      const ana = await as('ana');
      await ana.reaches(1);
      await nodeRed.deploy([...found, comment('new', 'a')], { ...(ana.token ? { token: ana.token } : {}) });
      assert.deepEqual((await ana.newest()).actor, { kind: 'user', name: 'ana' });
    });

    it('are shown to who may read, restored by who may deploy, and to nobody else', async () => {
      const vera = await as('vera', 'read');
      const before = await vera.versions();
      assert.equal(before.length, 2);
      assert.equal((await vera.restore(1)).status, 401);
      assert.equal((await new HistoryClient(nodeRed).restore(1)).status, 401);
      assert.equal((await nodeRed.request('GET', `${base}/versions`)).status, 401);
      assert.deepEqual(await vera.versions(), before);
      const { status, body } = await (await as('ana')).restore(1);
      assert.equal(status, 200);
      assert.deepEqual([body.restored, body.safety, body.version], [1, 2, 3]);
      const { actor, operation, restoredFrom } = await vera.newest();
      assert.deepEqual(
        [actor, operation, restoredFrom],
        [{ kind: 'user', name: 'ana' }, 'history.restore', 1],
      );
    });
  });
}
