import assert from 'node:assert/strict';
import { targets, waitFor } from '@millwright/testing';
import type { Person } from '../../plugins/access/src/common/people.ts';
import { Subscription } from '../runtime/subscription.ts';
import { type AccessInstance, passwordOf, startWithAccess } from './access.ts';

interface Session {
  readonly id: string;
  readonly user: string;
  readonly own: boolean;
}

for (const target of targets()) {
  describe(`people, ${target.title}`, () => {
    let access: AccessInstance;
    before(async () => {
      access = await startWithAccess({ target });
    });
    after(() => access?.stop());

    const refused = async (method: string, path: string, body?: unknown, as?: string): Promise<string> => {
      const { status, body: answer } = await access.request(method, path, body, as);
      assert.ok(status >= 400, `${method} ${path} is refused`);
      return answer.code;
    };
    const people = async (): Promise<readonly Person[]> =>
      (await access.done<{ people: Person[] }>('GET', '/people')).people;
    const status = async (token: string): Promise<number> =>
      (await access.nodeRed.request('GET', '/flows', undefined, { token })).status;
    const sessionsOf = async (user: string): Promise<readonly Session[]> => {
      const { sessions } = await access.done<{ sessions: Session[] }>('GET', '/sessions');
      return sessions.filter((session) => session.user === user);
    };

    it('are made, changed and removed', async () => {
      const anna = await access.addPerson('anna', ['viewer']);
      assert.deepEqual(anna, { name: 'anna', local: true, roles: ['viewer'], disabled: false });
      const token = await access.token('anna');
      assert.equal(await status(token), 200);
      assert.deepEqual((await access.giveRoles('anna', ['viewer', 'auditor'])).roles, ['viewer', 'auditor']);
      await access.done('DELETE', '/people/anna');
      assert.equal(await status(token), 401);
      assert.deepEqual(
        (await people()).map(({ name }) => name),
        ['owner'],
      );
      assert.deepEqual((await access.policy()).policy.bindings.length, 1);
    });

    it('have names of their own, passwords that are hard to guess, and roles that there are', async () => {
      const draft = { name: 'bert', password: passwordOf('bert'), roles: [] };
      assert.equal(await refused('POST', '/people', { ...draft, name: 'Owner' }), 'access.person-exists');
      assert.equal(await refused('POST', '/people', { ...draft, name: 'setup' }), 'access.person-exists');
      assert.equal(await refused('POST', '/people', { ...draft, name: 'b ert' }), 'request.invalid');
      assert.equal(await refused('POST', '/people', { ...draft, password: 'short' }), 'request.invalid');
      const common = { ...draft, password: 'password1234' };
      assert.equal(await refused('POST', '/people', common), 'access.password-weak');
      assert.equal(await refused('POST', '/people', { ...draft, roles: ['x'] }), 'access.role-unknown');
      assert.equal(await refused('PATCH', '/people/bert', { roles: ['viewer'] }), 'access.person-unknown');
      assert.equal(await refused('DELETE', '/people/bert'), 'access.person-unknown');
    });

    it('are not made, seen or changed by who may not', async () => {
      const draft = { name: 'bert', password: passwordOf('bert'), roles: ['owner'] };
      for (const role of ['engineer', 'auditor']) {
        const answer = await access.request('POST', '/people', draft, role);
        // Node-RED's own check knows already that the session is for nothing of the kind.
        assert.ok([401, 403].includes(answer.status), `${role}: ${answer.status}`);
      }
      assert.equal(await refused('GET', '/people', undefined, 'engineer'), 'access.denied');
      assert.equal((await access.request('GET', '/people', undefined, 'auditor')).status, 200);
    });

    it('are locked out after wrong passwords, and unlocked by an owner', async () => {
      await access.addPerson('carl', ['viewer']);
      await access.token('carl');
      const logIn = (password: string) =>
        access.nodeRed.token('carl', password, '').then(
          () => true,
          () => false,
        );
      // Node-RED itself stops asking for ten minutes when five log-ins of a name have failed: most fail elsewhere.
      assert.equal(await logIn('not the right one'), false);
      const change = { current: 'not the right one', next: 'something quite new' };
      const codes = new Set<string>();
      for (let time = 0; time < 12 && !codes.has('access.locked-out'); time += 1)
        codes.add(await refused('PUT', '/me/password', change, 'carl'));
      assert.deepEqual([...codes], ['access.password-wrong', 'access.locked-out']);
      const unlocked = await access.done<Person>('PATCH', '/people/carl', { unlock: true });
      assert.equal(unlocked.lockedUntil, undefined);
      assert.equal(await logIn(passwordOf('carl')), true);
      assert.ok((await people()).find(({ name }) => name === 'carl')?.lastLogIn);
      assert.match(access.nodeRed.log, /Log-in of carl failed/);
    });

    it('have no more tries at their own password when they come at once', async () => {
      await access.addPerson('lena', ['viewer']);
      await access.token('lena');
      const change = (_: unknown, index: number) =>
        access.request(
          'PUT',
          '/me/password',
          { current: `guess ${index}`, next: 'something quite new' },
          'lena',
        );
      const answers = await Promise.all(Array.from({ length: 25 }, change));
      const codes = answers.map(({ body }) => body.code);
      assert.equal(codes.filter((code) => code === 'access.password-wrong').length, 5, codes.join());
      assert.equal(codes.filter((code) => code === 'access.locked-out').length, 20);
    });

    it('who are switched off can do nothing any more, and come back', async () => {
      await access.addPerson('dora', ['viewer']);
      const token = await access.token('dora');
      await access.done('PATCH', '/people/dora', { disabled: true });
      assert.equal(await status(token), 401);
      await assert.rejects(access.logInAgain('dora'));
      await access.done('PATCH', '/people/dora', { disabled: false });
      assert.equal(await status(await access.logInAgain('dora')), 200);
    });

    it('change their own password, and end their other sessions by it', async () => {
      await access.addPerson('emil', ['viewer']);
      const other = await access.nodeRed.token('emil', passwordOf('emil'), '');
      const own = await access.token('emil');
      const change = (current: string, next: string) =>
        access.request('PUT', '/me/password', { current, next }, 'emil');
      assert.equal(
        (await change('not the right one', 'a new one of his')).body.code,
        'access.password-wrong',
      );
      const same = await change(passwordOf('emil'), passwordOf('emil'));
      assert.equal(same.body.code, 'access.password-in-use');
      assert.equal((await change(passwordOf('emil'), 'a new one of his')).status, 204);
      assert.deepEqual([await status(own), await status(other)], [200, 401]);
      await assert.rejects(access.nodeRed.token('emil', passwordOf('emil'), ''));
      await access.nodeRed.token('emil', 'a new one of his', '');
    });

    it('have sessions that are listed and ended', async () => {
      await access.addPerson('fred', ['viewer']);
      const token = await access.token('fred');
      const [session, ...more] = await sessionsOf('fred');
      assert.ok(session);
      assert.deepEqual([session.own, more], [false, []]);
      assert.ok((await sessionsOf('owner')).some(({ own }) => own));
      assert.equal(JSON.stringify(session).includes(token), false);
      await access.done('DELETE', `/sessions/${session.id}`);
      assert.equal(await status(token), 401);
      assert.equal(await refused('DELETE', `/sessions/${session.id}`), 'access.session-unknown');
    });

    it('leave an owner behind, whatever is tried', async () => {
      await access.addPerson('gina', ['owner']);
      await access.done('PATCH', '/people/gina', { disabled: true });
      const tries: [string, string, unknown][] = [
        ['DELETE', '/people/owner', undefined],
        ['PATCH', '/people/owner', { disabled: true }],
        ['PATCH', '/people/owner', { roles: ['viewer'] }],
      ];
      for (const [method, path, body] of tries)
        assert.equal(await refused(method, path, body), 'access.last-owner', `${method} ${path}`);
      const { policy, revision } = await access.policy();
      const bindings = policy.bindings.filter(({ role }) => role !== 'owner');
      const change = { policy: { ...policy, bindings }, revision };
      assert.equal(await refused('PUT', '/policy', change), 'access.last-owner');
      assert.equal(await refused('POST', '/policy/revert', { revision, to: 1 }), 'access.last-owner');
      await access.done('PATCH', '/people/gina', { disabled: false });
      await access.done('DELETE', '/people/owner', undefined, 'gina');
      assert.equal(await refused('DELETE', '/people/gina', undefined, 'gina'), 'access.last-owner');
      await access.done(
        'POST',
        '/people',
        { name: 'owner', password: passwordOf('owner'), roles: ['owner'] },
        'gina',
      );
      await access.logInAgain('owner');
    });

    it('may do less from the next request and the next frame on', async () => {
      await access.addPerson('hans', ['maintainer']);
      const token = await access.token('hans');
      const { nodeRed } = access;
      const heard = await Subscription.open(nodeRed, 'millwright/access/changed', token);
      assert.equal((await nodeRed.deploy([], { token })).status, 200);
      await access.giveRoles('hans', ['viewer']);
      await heard.messages(1);
      const { status: narrowed, body } = await nodeRed.deploy([{ id: 't', type: 'tab' }], { token });
      assert.deepEqual([narrowed, body.code], [403, 'access.denied']);
      await access.giveRoles('hans', []);
      await waitFor('the connection to be closed', () => heard.isClosed);
    });

    it('are sent no debug message any more from the moment on that they may not read them', async () => {
      const { nodeRed } = access;
      const { policy } = await access.policy();
      const [viewer] = policy.roles;
      assert.equal(viewer?.name, 'viewer');
      const rules = viewer.rules.map((rule) => ({
        ...rule,
        actions: rule.actions.filter((action) => action !== 'debug.read'),
      }));
      await access.changePolicy((now) => ({ ...now, roles: [...now.roles, { name: 'quiet', rules }] }));
      const flows = [
        { id: 't', type: 'tab', label: 'Oven' },
        {
          id: 'i',
          type: 'inject',
          z: 't',
          props: [{ p: 'payload' }],
          payload: '',
          payloadType: 'date',
          x: 1,
          y: 1,
          wires: [['d']],
        },
        {
          id: 'd',
          type: 'debug',
          z: 't',
          active: true,
          tosidebar: true,
          complete: 'payload',
          x: 1,
          y: 1,
          wires: [],
        },
      ];
      assert.equal((await nodeRed.deploy(flows, { token: await access.token('owner') })).status, 200);
      await access.addPerson('jana', ['viewer']);
      const jana = await Subscription.open(nodeRed, 'debug', await access.token('jana'));
      const owner = await Subscription.open(nodeRed, 'debug', await access.token('owner'));
      let sent = 0;
      const inject = async (): Promise<void> => {
        const token = await access.token('owner');
        assert.equal((await nodeRed.request('POST', '/inject/i', {}, { token })).status, 200);
        sent += 1;
        await owner.messages(sent);
      };
      await inject();
      await jana.messages(1);
      await access.giveRoles('jana', ['quiet']);
      await inject();
      await access.giveRoles('jana', ['viewer']);
      await inject();
      const texts = (messages: readonly object[]) => messages.map((message) => JSON.stringify(message));
      const [first, , third] = texts(await owner.messages(3));
      assert.deepEqual(texts(await jana.messages(2)), [first, third]);
    });

    it('who may do more than their session log in anew', async () => {
      await access.addPerson('inga', ['viewer']);
      const token = await access.token('inga');
      await access.giveRoles('inga', ['engineer']);
      await waitFor('the session to end', async () => (await status(token)) === 401);
      const { status: now } = await access.nodeRed.deploy([], { token: await access.logInAgain('inga') });
      assert.equal(now, 200);
    });
  });

  describe(`API tokens, ${target.title}`, () => {
    let access: AccessInstance;
    before(async () => {
      access = await startWithAccess({ target });
    });
    after(() => access?.stop());
    const with_ = (token: string, method: string, path: string) =>
      access.nodeRed.request(method, path, undefined, { token });

    it('can do what their owner and their roles can, and are shown once', async () => {
      const made = await access.addApiToken('line-3', { roles: ['engineer'] });
      assert.match(made.token, /^mw_[\w-]{43}$/);
      assert.equal((await with_(made.token, 'GET', '/flows')).status, 200);
      assert.equal((await access.nodeRed.deploy([], { token: made.token })).status, 200);
      const answer = await with_(made.token, 'GET', '/millwright/access/people');
      assert.equal(answer.status, 403);
      const { tokens } = await access.done<{ tokens: object[] }>('GET', '/tokens');
      assert.equal(tokens.length, 1);
      assert.equal(JSON.stringify(tokens).includes(made.token), false);
      assert.equal(
        (await access.request('POST', '/tokens', { name: 'line-3', days: 1 })).body.code,
        'access.api-token-exists',
      );
    });

    it('are worth nothing once they are taken back, or their owner is gone', async () => {
      const { id, token } = await access.addApiToken('line-4');
      const socket = await Subscription.open(access.nodeRed, 'millwright/access/changed', token);
      await access.done('DELETE', `/tokens/${id}`);
      assert.equal((await with_(token, 'GET', '/flows')).status, 401);
      await waitFor('its connection to be closed', () => socket.isClosed);
      await access.addPerson('kurt', ['owner']);
      const { token: ofKurt } = await access.addApiToken('line-5', { as: 'kurt' });
      assert.equal((await with_(ofKurt, 'GET', '/millwright/access/people')).status, 200);
      await access.giveRoles('kurt', ['viewer']);
      assert.equal((await with_(ofKurt, 'GET', '/millwright/access/people')).status, 403);
      await access.done('DELETE', '/people/kurt');
      assert.equal((await with_(ofKurt, 'GET', '/flows')).status, 401);
    });

    it('make no other tokens, and have no password', async () => {
      const { token } = await access.addApiToken('line-6');
      const { request } = access.nodeRed;
      const call = (method: string, path: string, body: object) =>
        request.call(access.nodeRed, method, `/millwright/access${path}`, body, { token }) as Promise<{
          body: { code: string };
        }>;
      assert.equal((await call('POST', '/tokens', { name: 'x', days: 1 })).body.code, 'access.user-needed');
      const change = { current: 'x', next: 'something quite new' };
      assert.equal((await call('PUT', '/me/password', change)).body.code, 'access.user-needed');
    });
  });
}
