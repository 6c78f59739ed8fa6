import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { AccessInstance, base, passwordOf, setUpAccess, setUpCode } from './access.ts';

const only = ['node-red-access'];

for (const target of targets()) {
  describe(`set-up of access, ${target.title}`, () => {
    describe('where nobody has to log in', () => {
      let nodeRed: NodeRedProcess;
      before(async () => {
        nodeRed = await startNodeRed({ target, only });
      });
      after(() => nodeRed?.stop());
      const setUp = (body: object) => nodeRed.request<{ code: string }>('POST', `${base}/setup`, body);
      const owner = { name: 'owner', password: passwordOf('owner') };

      it('is off at first: the code stands in the log and in a file of the owner alone', async () => {
        const { body } = await nodeRed.request<object>('GET', `${base}/state`);
        assert.deepEqual(body, { phase: 'off', logIn: 'none', problems: [] });
        const code = setUpCode(nodeRed);
        assert.ok(nodeRed.log.includes(code));
        const file = join(nodeRed.userDirectory, 'millwright/set-up-code');
        assert.equal(statSync(file).mode & 0o777, 0o600);
        assert.equal(existsSync(join(nodeRed.userDirectory, 'millwright/access.db')), false);
        assert.equal((await nodeRed.deploy([])).status, 200);
      });

      it('refuses a wrong code, a weak password, an unknown role, and changes nothing by it', async () => {
        const code = setUpCode(nodeRed);
        assert.equal((await setUp({ code: '0000-0000-0000', owner })).body.code, 'access.code-wrong');
        const weak = { name: 'owner', password: 'password1234' };
        assert.equal((await setUp({ code, owner: weak })).body.code, 'access.password-weak');
        assert.equal((await setUp({ code, owner, everyone: 'nobody' })).body.code, 'access.role-unknown');
        assert.equal((await setUp({ code })).body.code, 'access.user-needed');
        assert.equal((await nodeRed.request('GET', '/flows')).status, 200);
      });

      it('makes the owner, switches log-in on, and cannot be done twice', async () => {
        const access = await setUpAccess(nodeRed);
        assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
        const state = await access.state();
        assert.deepEqual(state, { phase: 'on', logIn: 'millwright', problems: [] });
        assert.deepEqual((await access.policy()).policy.bindings, [
          { subject: { kind: 'user', name: 'owner' }, role: 'owner' },
        ]);
        const again = await access.request('POST', '/setup', { code: '0000-0000-0000', owner });
        assert.equal(again.body.code, 'access.already-set-up');
        assert.equal(existsSync(join(nodeRed.userDirectory, 'millwright/set-up-code')), false);
        const log = nodeRed.log;
        assert.equal(log.includes(passwordOf('owner')), false);
      });

      it('lasts over a restart, with the session', async () => {
        const access = new AccessInstance(nodeRed);
        const token = await access.token('owner');
        await nodeRed.restart();
        assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
        assert.equal((await nodeRed.request('GET', '/flows', undefined, { token })).status, 200);
        assert.deepEqual((await access.state()).problems, []);
      });
    });

    describe('where people log in by settings.js', () => {
      const users = [
        { username: 'berta', password: 'b', permissions: '*' },
        { username: 'carl', password: 'c', permissions: 'read' },
      ];
      let nodeRed: NodeRedProcess;
      beforeEach(async () => {
        nodeRed = await startNodeRed({ target, only, users, adminRoot: '/admin' });
      });
      afterEach(() => nodeRed?.stop());
      const status = async (token: string): Promise<number> =>
        (await nodeRed.request('GET', '/flows', undefined, { token })).status;

      it('makes whoever has the code the owner; roles hold for the others too', async () => {
        const berta = await nodeRed.token('berta', 'b');
        const carl = await nodeRed.token('carl', 'c', 'read');
        assert.deepEqual([await status(berta), await status(carl)], [200, 200]);
        assert.equal(
          (await nodeRed.request('POST', `${base}/setup`, { code: setUpCode(nodeRed) })).status,
          401,
        );
        const body = { code: setUpCode(nodeRed) };
        const done = await nodeRed.request<object>('POST', `${base}/setup`, body, { token: berta });
        assert.deepEqual(done.body, { owner: 'berta', logInNow: false });
        assert.deepEqual([await status(berta), await status(carl)], [200, 403]);
        const patch = { roles: ['viewer'] };
        const given = await nodeRed.request<object>('PATCH', `${base}/people/carl`, patch, { token: berta });
        assert.deepEqual(given.body, { name: 'carl', local: false, roles: ['viewer'], disabled: false });
        assert.equal(await status(carl), 200);
        const off = await nodeRed.request<{ code: string }>(
          'PATCH',
          `${base}/people/carl`,
          { disabled: true },
          { token: berta },
        );
        assert.equal(off.body.code, 'access.not-local');
        await nodeRed.restart();
        assert.deepEqual([await status(berta), await status(carl)], [200, 200]);
        const state = await nodeRed.request<object>('GET', `${base}/state`, undefined, { token: carl });
        assert.deepEqual(state.body, { phase: 'on', logIn: 'settings', problems: [] });
      });

      it('makes a local owner beside them, and a role for everyone who is logged in', async () => {
        const carl = await nodeRed.token('carl', 'c', 'read');
        const access = await setUpAccess(nodeRed, { token: carl, everyone: 'viewer' });
        assert.equal(await status(carl), 200);
        assert.equal((await nodeRed.deploy([], { token: await access.token('owner') })).status, 200);
        const { token } = await access.addApiToken('line-3');
        assert.equal(await status(token), 200);
        assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      });
    });
  });
}
