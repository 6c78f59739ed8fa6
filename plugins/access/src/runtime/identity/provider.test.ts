import assert from 'node:assert/strict';
import { compilePolicy, readyMadeRoles } from '@millwright/access';
import type { LogInProvider, LogInUser } from '@millwright/runtime';
import { SetUpCode } from '../set-up/code.ts';
import type { Change } from '../store/messages.ts';
import { makeToken } from './api-tokens.ts';
import { LockOut } from './lock-out.ts';
import { Passwords } from './password.ts';
import { People } from './people.ts';
import { logInProvider } from './provider.ts';

const decider = compilePolicy({
  format: 1,
  roles: [...readyMadeRoles],
  bindings: [
    { subject: { kind: 'user', name: 'anna' }, role: 'engineer' },
    { subject: { kind: 'user', name: 'olga' }, role: 'owner' },
  ],
});
const passwords = new Passwords(3);

describe('who may log in', () => {
  let now: number;
  let hash: string;
  let people: People;
  let lockOut: LockOut;
  let code: SetUpCode;
  let provider: LogInProvider;
  let log: string[];
  let noted: Change[];
  before(async () => {
    hash = await passwords.hash('anna has a sailing boat');
  });
  beforeEach(() => {
    now = 1_000_000;
    people = new People();
    people.keep({ name: 'anna', password: hash, disabled: false, made: now });
    lockOut = new LockOut(() => now);
    code = new SetUpCode({ lockOut, now: () => now, file: '/nowhere/at/all', makeDirectory: () => {} });
    log = [];
    noted = [];
    const say = (text: string) => void log.push(text);
    provider = logInProvider({
      people,
      passwords,
      lockOut,
      code,
      decider: () => decider,
      now: () => now,
      log: { info: say, warn: say, error: say },
      note: (change) => void noted.push(change),
    });
  });
  const right = () => provider.authenticate('anna', 'anna has a sailing boat');
  const nameOf = (user: LogInUser | null | false) => (user ? user.username : user);

  it('is a local user with their password, who gets what their roles need', async () => {
    const user = await right();
    assert.ok(user);
    assert.equal(user.username, 'anna');
    assert.ok(user.permissions.includes('flows.write'));
    assert.deepEqual(user, await provider.user('anna'));
    assert.equal(noted[0]?.people?.[0]?.lastLogIn, now);
    assert.equal(people.user('anna')?.lastLogIn, now);
  });

  it('is nobody else', async () => {
    assert.equal(await provider.authenticate('anna', 'something else'), null);
    assert.equal(await provider.authenticate('bert', 'anna has a sailing boat'), null);
    assert.equal(await provider.authenticate('olga', 'has a role, and logs in elsewhere'), null);
    assert.equal(await provider.authenticate('x'.repeat(300), ''), null);
    for (const name of ['bert', 'olga', 'setup', '__proto__', ''])
      assert.equal(await provider.user(name), null);
    assert.equal(log.length, 1, 'a name that nobody has may be a password');
    assert.match(log[0] ?? '', /^Log-in of anna failed\. Node-RED itself refuses the sixth/);
  });

  it('is nobody who is switched off, or was removed while the password was tried', async () => {
    const trying = right();
    people.remove('anna');
    assert.equal(await trying, null);
    people.keep({ name: 'anna', password: hash, disabled: true, made: now });
    assert.equal(await right(), false);
    assert.equal(await provider.authenticate('anna', 'something else'), false);
    assert.equal(await provider.user('anna'), false);
    for (let time = 0; time < 5; time += 1) lockOut.failed('anna');
    assert.equal(await right(), false);
    const noRoles = { kind: 'user', within: [] };
    assert.deepEqual(people.subjectOf({ kind: 'user', name: 'anna' }), noRoles);
    people.keepToken(makeToken({ name: 'line-3', owner: 'anna', roles: undefined, days: 1 }, now).stored);
    assert.deepEqual(people.subjectOf({ kind: 'token', name: 'line-3' }), noRoles);
  });

  it('is not needed for what a device does for its hub: that was signed, and checked', () => {
    assert.deepEqual(people.subjectOf({ kind: 'device', name: 'https://hub.example' }), { kind: 'system' });
  });

  it('is not tried for a while after five wrong passwords, nor told apart from who there is not', async () => {
    for (const name of ['anna', 'bert']) for (let time = 0; time < 5; time += 1) lockOut.failed(name);
    assert.equal(await right(), null);
    assert.equal(await provider.authenticate('bert', 'x'), null);
    now += 1_000;
    assert.equal(nameOf(await right()), 'anna');
    assert.equal(lockOut.failed('anna'), undefined, 'a success forgets the failures');
  });

  it('is not counted as wrong while too many passwords wait', async () => {
    const flood = Array.from({ length: 3 }, (_, index) => provider.authenticate(`nobody ${index}`, 'x'));
    assert.equal(passwords.isBusy, true);
    for (let time = 0; time < 10; time += 1) assert.equal(await right(), null);
    assert.equal(lockOut.until('anna'), undefined);
    assert.deepEqual(log, []);
    await Promise.all(flood);
    assert.equal(nameOf(await right()), 'anna');
  });

  it('is whoever knows the code, as long as it is worth something', async () => {
    const { code: text } = code.make();
    const guest = await provider.authenticate('setup', text);
    assert.deepEqual(guest, { username: 'setup', permissions: ['read'] });
    assert.equal(await provider.authenticate('setup', '0000-0000-0000'), null);
    code.drop();
    assert.equal(await provider.authenticate('setup', text), null);
    assert.equal(await provider.user('setup'), null);
  });

  it('is an API token until it expires, within its roles and those of its owner', async () => {
    const { token, stored } = makeToken({ name: 'line-3', owner: 'anna', roles: ['viewer'], days: 1 }, now);
    people.keepToken(stored);
    const user = await provider.token(token);
    assert.deepEqual([user?.username, user?.apiToken], ['anna', 'line-3']);
    assert.equal(user?.permissions.includes('flows.write'), false);
    assert.deepEqual(people.subjectOf({ kind: 'token', name: 'line-3' }), {
      kind: 'user',
      name: 'anna',
      within: ['viewer'],
    });
    now += 1_000;
    await provider.token(token);
    assert.equal(noted.length, 1, 'that it was used is written once a minute at most');
    assert.equal(JSON.stringify(stored).includes(token), false);
    for (const other of ['', 'mw_', `${token}x`, token.slice(0, -1), 'x'.repeat(1000)])
      assert.equal(await provider.token(other), null);
    now += 24 * 60 * 60_000;
    assert.equal(await provider.token(token), null);
    people.removeToken(stored.id);
    assert.deepEqual(people.subjectOf({ kind: 'token', name: 'line-3' }), { kind: 'user', within: [] });
  });
});
