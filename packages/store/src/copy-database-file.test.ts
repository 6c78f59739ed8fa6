import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabaseFile } from './copy-database-file.ts';

describe('a copy of a database from outside', () => {
  let directory: string;
  let file: string;
  let copy: string;
  let owner: DatabaseSync;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-store-'));
    file = join(directory, 'test.db');
    copy = join(directory, 'copy/copy.db');
    owner = new DatabaseSync(file);
    owner.exec('pragma journal_mode = wal; create table note (id integer primary key, text text) strict');
    owner.exec(`insert into note (text) values ('one'), ('two')`);
  });
  afterEach(() => {
    if (owner.isOpen) owner.close();
    rmSync(directory, { recursive: true });
  });

  async function copied(): Promise<unknown> {
    copy = join(mkdtempSync(join(directory, 'copy-')), 'copy.db');
    const before = readdirSync(directory);
    await copyDatabaseFile(file, copy);
    assert.deepEqual(readdirSync(directory), before);
    const database = new DatabaseSync(copy);
    const found = database.prepare('select count(*) as count from note').get();
    database.close();
    return found?.['count'];
  }

  it('is whole while its owner has it open, and after it was stopped', async () => {
    assert.equal(await copied(), 2);
    owner.exec(`insert into note (text) values ('three')`);
    assert.equal(await copied(), 3);
    owner.close();
    assert.equal(await copied(), 3);
  });

  it('has what was written last also where the process was killed', async () => {
    const killed = join(directory, 'killed.db');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, killed + suffix);
    file = killed;
    assert.equal(await copied(), 2);
  });

  it('is made of a damaged one too', async () => {
    owner.close();
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 16);
    writeFileSync(file, bytes);
    copy = join(mkdtempSync(join(directory, 'copy-')), 'copy.db');
    await copyDatabaseFile(file, copy);
    assert.deepEqual(readFileSync(copy), bytes);
  });
});
