import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { everyTarget, type NodeRedProcess, root, startNodeRed, waitFor } from '@millwright/testing';
import { endpoint } from './flows.ts';
import { answered } from './palette-requests.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const palette = join(root, 'test/runtime/palette');
const users = [
  { username: 'anna', password: 'a', permissions: '*' },
  { username: 'reader', password: 'r', permissions: 'read' },
];
const flows = [
  ...endpoint('/line', 'running'),
  {
    id: 'answers',
    type: 'palette-answers',
    z: 'endpoints',
    name: '',
    answer: '42',
    x: 100,
    y: 200,
    wires: [],
  },
];

for (const target of everyTarget()) {
  for (const adminRoot of ['', '/admin']) {
    describe(`routes of other packages below "${adminRoot}/", ${target.title}`, () => {
      const probes = new Probes();
      let nodeRed: NodeRedProcess;
      let tokens: readonly (string | undefined)[];

      before(async () => {
        await probes.build();
        nodeRed = await startNodeRed({
          target,
          adminRoot,
          without: 'all',
          packages: [await probes.make({ id: 'probe' }), palette],
          flows,
          users,
        });
        tokens = [undefined, await nodeRed.token('reader', 'r', ''), await nodeRed.token('anna', 'a', '')];
      });

      after(async () => {
        await nodeRed?.stop();
        await probes.remove();
      });

      for (const [method, path, expected] of answered) {
        it(`${method} ${path} answers as it was declared`, async () => {
          for (const [index, token] of tokens.entries()) {
            const answer = await nodeRed.request(method, path, undefined, { token });
            assert.equal(answer.status, expected[index], `${index}: ${answer.text}`);
          }
        });
      }

      it('an answer that never ends goes through, piece by piece, until its reader leaves', async () => {
        const tell = async (): Promise<unknown> =>
          (await nodeRed.request('POST', '/palette/events/tell', {}, { token: tokens[2] })).body;
        const leave = new AbortController();
        const response = await fetch(`${nodeRed.adminUrl}/palette/events`, {
          headers: { Authorization: `Bearer ${tokens[1]}` },
          signal: leave.signal,
        });
        const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
        assert.equal((await pieces?.read())?.value, 'data: {"event":"opened"}\n\n');
        assert.deepEqual(await tell(), { readers: 1 });
        assert.equal((await pieces?.read())?.value, 'data: {"event":"told"}\n\n');
        leave.abort();
        await waitFor('the package to see that the reader left', async () =>
          isDeepStrictEqual(await tell(), { readers: 0 }),
        );
      });

      it('the self-test lists them, with those that have answered somebody without a log-in', async () => {
        const { body } = await nodeRed.request<{ routes: readonly { open: boolean }[] }>(
          'GET',
          '/millwright/door/status',
          undefined,
          { token: tokens[2] },
        );
        assert.deepEqual(body.routes, [
          { method: 'GET', path: '/palette/script.js', open: true },
          { method: 'GET', path: '/palette/list', open: false },
          { method: 'POST', path: '/palette/open', open: true },
          { method: 'POST', path: '/palette/run', open: false },
          { method: 'USE', path: '/palette/application', open: true },
          // One entry for the check of the permission, one for the router.
          { method: 'USE', path: '/palette/router', open: false },
          { method: 'USE', path: '/palette/router', open: false },
          { method: 'GET', path: '/palette/events', open: false },
          { method: 'POST', path: '/palette/events/tell', open: false },
          { method: 'GET', path: '/palette/answers/answers', open: true },
        ]);
      });

      it('endpoints of flows answer without any log-in and are no operations, before and after a deploy', async () => {
        const ask = async (): Promise<string> => (await fetch(`${nodeRed.url}/line`)).text();
        const probe = new ProbeClient(nodeRed);
        probe.token = tokens[2];
        const seen = await probe.all(async () => assert.equal(await ask(), 'running'));
        assert.deepEqual(seen, [], 'what flows answer is no operation');
        const deployed = [...endpoint('/line', 'deployed'), tab('other')];
        await probe.single(() => nodeRed.deploy(deployed, { ...(tokens[2] ? { token: tokens[2] } : {}) }));
        await waitFor('the new flows to answer', async () => (await ask()) === 'deployed');
      });
    });
  }
}
