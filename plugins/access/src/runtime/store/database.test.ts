import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionsKept, type RecordedDecision } from '../guard/decisions.ts';
import { createDatabase, databaseIn } from './database.ts';
import type { Change, LocalUser, StoredRevision, StoredToken } from './messages.ts';

const anna: LocalUser = {
  name: 'anna',
  password: '$scrypt$…',
  disabled: false,
  made: 1,
  lastLogIn: undefined,
};
const token: StoredToken = {
  id: 't1',
  name: 'line-3',
  owner: 'anna',
  roles: ['viewer'],
  digest: 'd1',
  made: 1,
  expires: 2,
  lastUsed: undefined,
};
const revision = (number: number): StoredRevision => ({
  revision: number,
  time: number,
  by: 'anna',
  policy: `{"number":${number}}`,
});
const decision = (id: number): RecordedDecision => ({
  id,
  time: id,
  subject: { kind: 'user', name: 'anna' },
  operation: 'flows.deploy',
  action: 'flow.edit',
  about: { kind: 'flows' },
  allowed: true,
  reasons: [],
  asked: { subject: { kind: 'user', name: 'anna' }, circumstances: { time: id }, needs: [] },
});

describe('access.db', () => {
  let directory: string;
  let database: ReturnType<typeof createDatabase>;
  const open = () => createDatabase(directory, () => new Date(0));
  const write = (change: Change) => database.handlers.write(change);
  /** As another process would find it. */
  const again = async () => {
    database.close();
    database = open();
    return database.handlers.load();
  };
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-access-'));
    database = open();
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });

  it('is empty at first, and of its owner alone', async () => {
    const { people, tokens, revisions, policy, pending, decisions, setAside, notices } = await again();
    assert.deepEqual(
      [people, tokens, revisions, policy, pending, decisions, setAside, notices],
      [[], [], [], undefined, undefined, [], undefined, []],
    );
    if (process.platform !== 'win32') assert.equal(statSync(databaseIn(directory)).mode & 0o777, 0o600);
  });

  it('keeps people, tokens and rules', async () => {
    await write({ people: [anna], tokens: [token], revisions: [revision(1), revision(2)] });
    await write({ people: [{ ...anna, disabled: true, lastLogIn: 9 }], tokens: [{ ...token, lastUsed: 8 }] });
    const loaded = await again();
    assert.deepEqual(loaded.people, [{ ...anna, disabled: true, lastLogIn: 9 }]);
    assert.deepEqual(loaded.tokens, [{ ...token, lastUsed: 8 }]);
    assert.deepEqual(loaded.revisions, [
      { revision: 1, time: 1, by: 'anna' },
      { revision: 2, time: 2, by: 'anna' },
    ]);
    assert.equal(loaded.policy, '{"number":2}');
    assert.equal(await database.handlers.policy(1), '{"number":1}');
    assert.equal(await database.handlers.policy(3), undefined);
    await write({ peopleGone: ['anna'], tokensGone: ['t1'] });
    const { people, tokens } = await again();
    assert.deepEqual([people, tokens], [[], []]);
  });

  it('keeps what is pending until it is confirmed', async () => {
    await write({ revisions: [revision(1)], pending: { revertsAt: 7, revertsTo: 1 } });
    await write({ people: [anna] });
    assert.deepEqual((await again()).pending, { revertsAt: 7, revertsTo: 1 });
    await write({ pending: null });
    assert.equal((await again()).pending, undefined);
  });

  it('writes all of a change or nothing', async () => {
    await write({ revisions: [revision(1)] });
    await assert.rejects(write({ people: [anna], revisions: [revision(1)] }));
    await assert.rejects(write({ people: [anna], pending: { revertsAt: 7, revertsTo: 9 } }));
    assert.deepEqual((await again()).people, []);
  });

  it('keeps the decisions that are to be kept', async () => {
    const ids = Array.from({ length: decisionsKept + 5 }, (_, index) => index + 1);
    await write({ decisions: ids.slice(0, 150).map(decision) });
    await write({ decisions: ids.slice(150).map(decision), decisionsKept: ids.slice(-decisionsKept) });
    const { decisions } = await again();
    assert.deepEqual(
      decisions.map(({ id }) => id),
      ids.slice(-decisionsKept),
    );
    assert.deepEqual(decisions.at(-1), decision(decisionsKept + 5));
  });

  it('that is damaged is set aside, and that is told as long as this one is open', async () => {
    writeFileSync(databaseIn(directory), Buffer.alloc(8192, 'x'));
    const { setAside } = await database.handlers.load();
    assert.match(setAside ?? '', /access\.damaged-.*\.db$/);
    assert.equal((await database.handlers.load()).setAside, setAside);
  });

  it('is taken away from others who could read it', async () => {
    await database.handlers.load();
    database.close();
    chmodSync(databaseIn(directory), 0o644);
    assert.deepEqual((await again()).notices, []);
    if (process.platform !== 'win32') assert.equal(statSync(databaseIn(directory)).mode & 0o777, 0o600);
  });
});
