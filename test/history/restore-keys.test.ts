import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everything, type NodeRedProcess, targets } from '@millwright/testing';
import {
  answerOf,
  calledWith,
  caller,
  credentialsOnDisk,
  echo,
  endpoint,
  type HistoryClient,
  startWithHistory,
  withCredentials,
} from './client.ts';

const flows = (answer: string) => [...endpoint(answer), ...echo, ...caller('press'), ...caller('oven')];
const secrets = { press: { user: 'ana', password: 'one' }, oven: { user: 'bob', password: 'two' } };

// The one most likely of these, a whole version after a changed secret, is tested at any width elsewhere.
for (const target of everything ? targets() : []) {
  describe(`restore and keys, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    beforeEach(async () => {
      ({ nodeRed, history } = await startWithHistory({
        target,
        flows: flows('one'),
        credentialSecret: 'first',
      }));
      await nodeRed.deploy(withCredentials(flows('two'), secrets));
      await nodeRed.halt();
    });
    afterEach(() => nodeRed?.stop());

    it('a changed credentialSecret: a plan says what is missing, and one node gets its credentials back alone', async () => {
      const settings = join(nodeRed.userDirectory, 'settings.js');
      await writeFile(settings, (await readFile(settings, 'utf8')).replace('"first"', '"second"'));
      await nodeRed.start();
      const lost = await history.reaches(3);
      const { body: missing } = await history.plan(lost.number);
      assert.deepEqual(
        [missing.runsAlready, missing.credentialsMissing.map(({ id, part }) => [id, part])],
        [
          true,
          [
            ['oven', 'oven'],
            ['press', 'press'],
          ],
        ],
      );
      const scope = { nodes: ['press'] };
      const { body: plan } = await history.plan(2, scope);
      assert.deepEqual(
        [
          plan.change.parts,
          plan.change.credentials.map(({ id, state }) => [id, state]),
          plan.credentialsMissing,
        ],
        [[], [['press', 'set']], []],
      );
      const { status, text } = await history.restore(2, { scope });
      assert.equal(status, 200, text);
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one');
      assert.equal(await calledWith(nodeRed, 'oven'), '');
      assert.deepEqual(await credentialsOnDisk(nodeRed, 'second'), { press: secrets.press });
      await nodeRed.restart();
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one');
    });

    it('a lost key of history: what it sealed can be neither compared nor restored until it is back', async () => {
      const key = join(nodeRed.userDirectory, 'millwright/keys/history.key');
      await rename(key, `${key}.aside`);
      await nodeRed.start();
      await history.reaches(3);
      const { rev } = await nodeRed.flows();
      const path = '/millwright/history/versions/2';
      for (const [method, request, body] of [
        ['GET', `${path}/flows`],
        ['POST', '/millwright/history/compare', { before: { version: 2 }, after: { running: true } }],
        ['POST', `${path}/plan`, {}],
        ['POST', `${path}/restore`, {}],
      ] as const) {
        const answer = await nodeRed.request<{ code: string }>(method, request, body);
        assert.deepEqual([answer.status, answer.body.code], [503, 'history.version-locked'], request);
      }
      assert.deepEqual([(await nodeRed.flows()).rev, await calledWith(nodeRed, 'press')], [rev, 'ana:one']);

      await nodeRed.halt();
      await rename(`${key}.aside`, key);
      await nodeRed.start();
      await history.reaches(3);
      assert.equal((await history.restore(1)).status, 200);
      assert.equal(await answerOf(nodeRed), 'one');
      assert.equal(await calledWith(nodeRed, 'press'), '');
    });
  });
}
