import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  type Answer,
  type NodeRedOptions,
  type NodeRedProcess,
  root,
  startNodeRed,
  targets,
  variants,
} from '@millwright/testing';
import { EditorConnection } from './editor-connection.ts';
import { installProbe, removeProbe, withoutRegistry } from './installing.ts';
import { people } from './log-in-people.ts';
import type { Person } from './probe/src/common/routes.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { type ProbeOptions, Probes } from './probes.ts';

const { berta, carl, token } = people;
const known: readonly Person[] = [berta, carl, token];
const flows = [tab('a')];

const witness = `httpAdminMiddleware: require(${JSON.stringify(join(root, 'test/runtime/witness.cjs'))}),`;

for (const target of targets()) {
  for (const { title, options } of variants<{ readonly title: string; readonly options: NodeRedOptions }>([
    { title: 'at the root', options: { settings: witness } },
    { title: 'below /admin', options: { adminRoot: '/admin', settings: witness } },
    { title: 'inside another application', options: { embedded: true } },
    { title: 'without an editor', options: { settings: `${witness} disableEditor: true,` } },
  ])) {
    describe(`log-in that is switched on ${title}, ${target.title}`, () => {
      const probes = new Probes();
      let nodeRed: NodeRedProcess;
      let probe: ProbeClient;
      const hasEditor = title !== 'without an editor';
      const hasWitness = options.settings !== undefined;

      before(() => probes.build());
      after(() => probes.remove());
      beforeEach(async () => {
        nodeRed = await startNodeRed({
          target,
          without: 'all',
          flows,
          environment: withoutRegistry,
          ...options,
        });
        probe = new ProbeClient(nodeRed);
      });
      afterEach(() => nodeRed?.stop());

      const install = (given: ProbeOptions, session?: string) =>
        installProbe(nodeRed, probes, given, session);
      const remove = (id: string, session: string) => removeProbe(nodeRed, id, session);
      const provide = (people: readonly Person[] = known) => probe.request('POST', '/log-in', { people });

      /** What tells Node-RED as it was from Node-RED as it is, to whoever has no token. */
      const shape = async (): Promise<unknown> => {
        const form = {
          client_id: 'node-red-admin',
          grant_type: 'password',
          username: 'berta',
          password: 'b',
        };
        const answers: readonly Answer[] = await Promise.all([
          nodeRed.request('GET', '/flows'),
          nodeRed.request('GET', '/auth/login'),
          nodeRed.request('POST', '/auth/token', form),
          nodeRed.request('POST', '/auth/revoke', {}),
        ]);
        const seen = hasWitness ? (await nodeRed.request('GET', '/witness')).body : undefined;
        const [open, page, ...closed] = answers;
        return [open?.text, page?.text, closed.map(({ status }) => status), seen];
      };
      const anonymous = async (): Promise<number> => (await nodeRed.request('GET', '/flows')).status;

      it('live: nobody gets in without a session from then on, and the plugin takes it all with it', async () => {
        const before = await shape();
        const early = hasEditor ? await EditorConnection.open(nodeRed) : undefined;
        await install({ id: 'probe' });
        assert.equal((await provide()).status, 204);
        await early?.hungUp();
        assert.equal(await anonymous(), 401);
        const page = await nodeRed.request<{ readonly type: string }>('GET', '/auth/login');
        assert.equal(page.body.type, 'credentials');
        if (hasEditor) {
          const stranger = await EditorConnection.open(nodeRed);
          stranger.subscribe('notification/#');
          await stranger.hungUp();
          assert.equal(stranger.auth, 'fail');
          assert.deepEqual(stranger.topics, []);
        }

        const session = await nodeRed.token('berta', 'b');
        probe.token = session;
        const { body } = await probe.request<{
          readonly kind: string;
          readonly sessions: readonly unknown[];
        }>('GET', '/log-in');
        assert.equal(body.kind, 'millwright');
        assert.equal(body.sessions.length, 1);
        const [operation] = await probe.all(() =>
          nodeRed.request('GET', '/flows', undefined, { token: token.token }),
        );
        assert.deepEqual(operation?.actor, { kind: 'token', name: 'line 3' });
        assert.equal((await nodeRed.deploy([], { token: await nodeRed.token('carl', 'c', '') })).status, 401);
        if (hasEditor) {
          const editor = await EditorConnection.open(nodeRed, session);
          assert.equal(editor.auth, 'ok');
          await editor.close();
        }
        const revoked = await nodeRed.request('POST', '/auth/revoke', { token: session }, { token: session });
        assert.equal(revoked.status, 200);
        probe.token = session;
        assert.equal((await probe.request('GET', '/log-in')).status, 401);

        // A newer copy takes charge of the door, and goes.
        const again = await nodeRed.token('berta', 'b');
        await install({ id: 'other', version: '0.2.0' }, again);
        assert.equal(await anonymous(), 401);
        await remove('other', again);
        assert.equal(await anonymous(), 401);
        probe.token = again;
        assert.equal((await probe.request('GET', '/log-in')).status, 200);

        await remove('probe', again);
        await nodeRed.waitForLog(/the probe is gone/);
        assert.deepEqual(await shape(), before);
        if (hasEditor) {
          const late = await EditorConnection.open(nodeRed);
          late.subscribe('notification/#');
          await late.heard('notification/');
          await late.close();
        }
      });
    });
  }

  describe(`log-in that a plugin switches on at its start, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;

    before(async () => {
      await probes.build();
      const packages = [await probes.make({ id: 'probe', logIn: known }), await probes.make({ id: 'other' })];
      nodeRed = await startNodeRed({ target, without: 'all', packages, flows });
    });
    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    it('is on before the first request, and a session outlives a restart', async () => {
      assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      const session = await nodeRed.token('berta', 'b');
      await nodeRed.restart();
      assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      assert.equal((await nodeRed.request('GET', '/flows', undefined, { token: session })).status, 200);
      const stranger = await EditorConnection.open(nodeRed);
      stranger.subscribe('notification/#');
      await stranger.hungUp();
      assert.deepEqual(stranger.topics, []);
    });

    it('belongs to one plugin at a time', async () => {
      const other = new ProbeClient(nodeRed, 'other');
      other.token = await nodeRed.token('berta', 'b');
      const answer = await other.request<{ readonly code: string }>('POST', '/log-in', { people: [carl] });
      assert.deepEqual([answer.status, answer.body.code], [503, 'runtime.log-in-unavailable']);
      assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      assert.equal((await nodeRed.request('GET', '/flows', undefined, { token: other.token })).status, 200);
    });
  });

  for (const { title, settings } of [
    {
      title: 'whose self-test fails',
      settings:
        "httpAdminMiddleware: (request, response, next) => request.path === '/auth/login' ? response.json({}) : next(),",
    },
    {
      title: 'which lacks a part',
      settings: `...(() => {
        delete require(require.resolve('@node-red/editor-api/lib/auth/tokens', { paths: [require.main.filename] })).revoke;
        return {};
      })(),`,
    },
  ]) {
    describe(`a Node-RED ${title}, ${target.title}`, () => {
      const probes = new Probes();
      let nodeRed: NodeRedProcess;
      let probe: ProbeClient;

      before(async () => {
        await probes.build();
        const packages = [await probes.make({ id: 'probe' })];
        nodeRed = await startNodeRed({ target, without: 'all', packages, flows, settings });
        probe = new ProbeClient(nodeRed);
      });
      after(async () => {
        await nodeRed?.stop();
        await probes.remove();
      });

      it('keeps its log-in off and open connections open, and says why', async () => {
        const editor = await EditorConnection.open(nodeRed);
        const answer = await probe.request<{ readonly code: string; readonly message: string }>(
          'POST',
          '/log-in',
          { people: known },
        );
        assert.deepEqual([answer.status, answer.body.code], [503, 'runtime.log-in-unavailable']);
        assert.match(answer.body.message, /log-in page|revoke in auth\/tokens/);
        assert.equal((await nodeRed.request('GET', '/flows')).status, 200);
        editor.subscribe('notification/#');
        await editor.heard('notification/');
        await editor.close();
        const late = await EditorConnection.open(nodeRed);
        late.subscribe('notification/#');
        await late.heard('notification/');
        await late.close();
      });
    });
  }
}
