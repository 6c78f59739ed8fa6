import assert from 'node:assert/strict';
import { type Answer, everyTarget, type NodeRedProcess, startNodeRed, variants } from '@millwright/testing';
import { EditorConnection } from './editor-connection.ts';
import { people, shapes } from './log-in-people.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const { berta, carl, token, broken } = people;

for (const target of everyTarget()) {
  for (const { title, options, password, header, anonymous } of variants(shapes)) {
    describe(`log-in where settings.js has ${title}, ${target.title}`, () => {
      const probes = new Probes();
      let nodeRed: NodeRedProcess;
      let probe: ProbeClient;

      before(async () => {
        await probes.build();
        const logIn = [berta, carl, token, broken];
        nodeRed = await startNodeRed({
          target,
          without: 'all',
          packages: [await probes.make({ id: 'probe', logIn })],
          flows: [tab('a')],
          ...options,
        });
        probe = new ProbeClient(nodeRed);
        probe.token = token.token;
      });
      after(async () => {
        await nodeRed?.stop();
        await probes.remove();
      });

      const flows = (bearer?: string): Promise<Answer> =>
        nodeRed.request('GET', '/flows', undefined, { token: bearer });
      const own = async (): Promise<number> => {
        const headers = { [header as string]: header === 'Authorization' ? 'Bearer plant' : 'plant' };
        return (await nodeRed.request('GET', '/flows', undefined, { headers })).status;
      };

      it('is still what settings.js says', async () => {
        const { body } = await probe.request<{ readonly kind: string }>('GET', '/log-in');
        assert.equal(body.kind, 'settings');
        const { body: status } = await nodeRed.request<{
          readonly checks: readonly { readonly id: string; readonly ok: boolean }[];
        }>('GET', '/millwright/door/status', undefined, { token: token.token });
        assert.ok(status.checks.every(({ ok }) => ok));
        assert.ok(status.checks.some(({ id }) => id === 'log-in'));
      });

      it('lets in whom the provider knows by a token, as that token, wherever it comes', async () => {
        for (const query of ['', `?access_token=${token.token}`]) {
          const [operation] = await probe.all(() =>
            nodeRed.request('GET', `/flows${query}`, undefined, query ? {} : { token: token.token }),
          );
          assert.deepEqual(operation?.actor, { kind: 'token', name: 'line 3' });
        }
        const connection = await EditorConnection.open(nodeRed, token.token);
        assert.equal(connection.auth, 'ok');
        await connection.close();
      });

      it('holds a token to its permissions', async () => {
        assert.equal((await nodeRed.deploy([tab('a')], { token: token.token })).status, 200);
        const inject = await nodeRed.request('POST', '/nodes', {}, { token: token.token });
        assert.equal(inject.status, 401);
      });

      if (password)
        it('lets in whom the provider knows by a password, and whom settings.js knows', async () => {
          for (const name of ['berta', 'anna']) {
            const session = await nodeRed.token(name, name === 'anna' ? 'anna' : 'b');
            probe.token = session;
            const [operation] = await probe.all(() => flows(session));
            assert.deepEqual(operation?.actor, { kind: 'user', name });
          }
          probe.token = token.token;
          const reader = await nodeRed.token('carl', 'c', '');
          assert.equal((await flows(reader)).status, 200);
          assert.equal((await nodeRed.deploy([], { token: reader })).status, 401);
        });

      if (header)
        it('lets in whom settings.js knows by a token', async () => {
          assert.equal(await own(), 200);
        });

      it('turns everybody else away, also while the provider fails', async () => {
        const wrong = anonymous ? 200 : 401;
        for (const bearer of [undefined, 'mw_another-token', 'constructor', '__proto__'])
          assert.equal((await flows(bearer)).status, wrong);
        assert.equal((await nodeRed.deploy([], { token: 'mw_another-token' })).status, 401);
        if (!password) return;
        for (const [name, word] of [
          ['berta', 'c'],
          ['nobody', ''],
          [broken.username, broken.password],
        ] as const)
          await assert.rejects(nodeRed.token(name, word), /failed: 4/);
        await nodeRed.waitForLog(/the probe stumbles over a person/);
      });

      if (password)
        it('shows sessions without their tokens, and ends one with its live connections', async () => {
          const session = await nodeRed.token('carl', 'c', 'read');
          const { body, text } = await probe.request<{
            readonly sessions: readonly {
              readonly id: string;
              readonly user: string;
              readonly client: string;
            }[];
          }>('GET', '/log-in');
          assert.ok(!text.includes(session));
          const own = body.sessions.filter(({ user }) => user === 'carl').at(-1);
          assert.equal(own?.client, 'node-red-admin');
          const connection = await EditorConnection.open(nodeRed, session);
          const other = await EditorConnection.open(nodeRed, token.token);
          probe.token = await nodeRed.token('berta', 'b');
          const end = () => probe.request('DELETE', `/log-in/sessions/${own?.id}`);
          assert.equal((await end()).body, true);
          await connection.hungUp();
          assert.equal(other.closed, false);
          await other.close();
          assert.equal((await flows(session)).status, anonymous ? 200 : 401);
          assert.equal((await end()).body, false);
        });

      it('is as before once the provider is withdrawn', async () => {
        if (password) probe.token = await nodeRed.token('anna', 'anna');
        const headers: Record<string, string> = header && !password ? { Authorization: 'Bearer plant' } : {};
        const answer = await nodeRed.request('DELETE', '/millwright/probe/log-in', undefined, {
          token: probe.token,
          ...(password ? {} : { headers }),
        });
        assert.equal(answer.status, 204, answer.text);
        assert.equal((await flows(token.token)).status, anonymous ? 200 : 401);
        if (header) assert.equal(await own(), 200);
        if (!password) return;
        await assert.rejects(nodeRed.token('berta', 'b'));
        assert.equal((await flows(await nodeRed.token('anna', 'anna'))).status, 200);
      });
    });
  }
}
