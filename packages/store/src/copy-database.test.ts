import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { copyDatabase, removeCopy } from './copy-database.ts';

describe('a copy of a database', () => {
  let directory: string;
  let owner: DatabaseSync;
  let reader: DatabaseSync;
  let copy: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-store-'));
    copy = join(directory, 'copy.db');
    owner = new DatabaseSync(join(directory, 'test.db'));
    owner.exec(`
      pragma journal_mode = wal;
      create table note (id integer primary key, text blob not null) strict;
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
      insert into note select i, randomblob(4000) from n`);
    reader = new DatabaseSync(join(directory, 'test.db'), { readOnly: true });
  });
  afterEach(() => {
    reader.close();
    owner.close();
    rmSync(directory, { recursive: true });
  });

  const add = () => owner.exec('insert into note (text) values (randomblob(4000))');
  const count = (database: DatabaseSync) =>
    Number(database.prepare('select count(*) count from note').get()?.['count']);
  const beside = () => readdirSync(directory).filter((name) => name.startsWith('copy'));

  it('is of one moment, though others write meanwhile, and the owner’s alone', async () => {
    const shares: number[] = [];
    await copyDatabase(reader, copy, {
      onProgress: (share) => {
        shares.push(share);
        add();
      },
    });
    assert.ok(shares.length > 3 && shares.every((share, index) => share >= (shares[index - 1] ?? 0)));
    assert.equal(statSync(copy).mode & 0o777, 0o600);
    const copied = new DatabaseSync(copy);
    assert.equal(count(copied), 5000);
    assert.equal(copied.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok');
    copied.close();
    assert.equal(count(reader), 5000 + shares.length);
  });

  it('takes the place of one that a crash has left', async () => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) writeFileSync(copy + suffix, 'left');
    await copyDatabase(reader, copy);
    const copied = new DatabaseSync(copy);
    assert.equal(count(copied), 5000);
    copied.close();
    removeCopy(copy);
    assert.deepEqual(beside(), []);
  });

  it('is given up when it is no longer wanted, without a trace', async () => {
    const stop = new AbortController();
    const reason = new Error('not wanted');
    const copying = copyDatabase(reader, copy, {
      signal: stop.signal,
      onProgress: () => stop.abort(reason),
    });
    await assert.rejects(copying, reason);
    assert.deepEqual(beside(), []);
    add();
    assert.equal(count(reader), 5001);
  });

  it('leaves nothing where it cannot be made', async () => {
    await assert.rejects(copyDatabase(reader, join(directory, 'none', 'copy.db')));
    assert.deepEqual(beside(), []);
  });
});
