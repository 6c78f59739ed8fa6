import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import {
  defaultSettings,
  type HistorySettings,
  type RetentionPreview,
} from '../../plugins/history/src/common/settings.ts';
import { base, HistoryClient, type Refusal, startWithHistory } from './client.ts';

const users = [
  { username: 'ana', password: 'ana', permissions: '*' },
  { username: 'vera', password: 'vera', permissions: 'read' },
];
const strict: HistorySettings = {
  whenNotKept: 'refuse',
  retention: { keepAllDays: 7, keepDailyDays: 30, maxBytes: 5_000_000 },
};

for (const target of targets()) {
  describe(`the settings of history, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let token: string;

    before(async () => {
      ({ nodeRed } = await startWithHistory({ target, flows: [], users }));
      token = await nodeRed.token('ana', 'ana');
    });
    after(() => nodeRed?.stop());

    const file = () => join(nodeRed.userDirectory, 'millwright', 'history.json');
    const get = async () =>
      (await nodeRed.request<HistorySettings>('GET', `${base}/settings`, undefined, { token })).body;
    const put = (body: object, as = token) =>
      nodeRed.request<HistorySettings & Refusal>('PUT', `${base}/settings`, body, { token: as });

    it('are saved by who may, and last over a restart', async () => {
      assert.deepEqual(await get(), defaultSettings);
      const vera = await nodeRed.token('vera', 'vera', 'read');
      assert.equal((await put(strict, vera)).status, 401);
      assert.equal((await put({ ...strict, whenNotKept: 'maybe' })).status, 400);
      assert.equal((await put({ ...strict, retention: { ...strict.retention, maxBytes: 1 } })).status, 400);
      assert.deepEqual(await get(), defaultSettings);
      const { status, body } = await put(strict);
      assert.deepEqual([status, body], [200, strict]);
      assert.equal((await stat(file())).mode & 0o777, 0o600);
      await nodeRed.restart();
      token = await nodeRed.token('ana', 'ana');
      assert.deepEqual(await get(), strict);
    });

    it('decide which versions are deleted, which is shown before', async () => {
      const history = new HistoryClient(nodeRed, token);
      for (const name of ['one', 'two', 'three', 'four']) {
        const tab = { id: 't', type: 'tab', label: name };
        assert.equal((await nodeRed.deploy([tab], { token })).status, 200);
      }
      const ask = (method: string, path: string, body: object) =>
        nodeRed.request<RetentionPreview>(method, `${base}${path}`, body, { token });
      await ask('PATCH', '/versions/2', { pinned: true });
      const retention = { ...strict.retention, maxVersions: 3 };
      const { status, body } = await ask('POST', '/retention/preview', retention);
      assert.deepEqual([status, body.versions, body.remaining], [200, 2, 3]);
      assert.deepEqual(
        body.list.map(({ number }) => number),
        [3, 1],
      );
      assert.equal((await history.versions()).length, 5);
      const from = nodeRed.log.length;
      assert.equal((await put({ ...strict, retention })).status, 200);
      await nodeRed.waitForLog(/2 old versions were deleted/, { from });
      assert.deepEqual(
        (await history.versions()).map(({ number }) => number),
        [5, 4, 2],
      );
      assert.equal((await history.health()).versions, 3);
      assert.equal((await put(strict)).status, 200);
    });

    it('are the defaults while their file is damaged, and health says so until they are saved anew', async () => {
      await nodeRed.halt();
      await writeFile(file(), '{');
      await nodeRed.start();
      token = await nodeRed.token('ana', 'ana');
      const history = new HistoryClient(nodeRed, token);
      assert.deepEqual(await get(), defaultSettings);
      assert.equal((await history.health()).reason?.code, 'history.settings-damaged');
      assert.equal(await readFile(file(), 'utf8'), '{');
      assert.equal((await put(strict)).status, 200);
      await waitFor('health to be well again', async () => (await history.health()).state === 'ok');
      assert.deepEqual(await get(), strict);
    });
  });
}
