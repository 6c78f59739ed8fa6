import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type LocalDatabase, openLocalDatabase, type ReadableDatabase } from './local-database.ts';
import { openReadOnlyDatabase } from './read-only-database.ts';

interface Tables {
  note: { id: number; text: string };
}

describe('a database that is only read', () => {
  let directory: string;
  let writer: LocalDatabase<Tables>;
  let reader: ReadableDatabase<Tables>;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-store-'));
    const file = join(directory, 'test.db');
    writer = openLocalDatabase<Tables>({
      file,
      applicationId: 7,
      migrations: ['create table note (id integer primary key, text text not null) strict'],
      now: () => new Date(),
    });
    reader = openReadOnlyDatabase<Tables>(file);
  });
  afterEach(() => {
    reader.close();
    writer.close();
    rmSync(directory, { recursive: true });
  });

  const add = (id: number) =>
    writer.write(() => writer.query.insertInto('note').values({ id, text: 'x' }).execute());
  const count = async () => (await reader.query.selectFrom('note').select('id').execute()).length;

  it('sees what is committed when a read begins, and keeps nobody from writing meanwhile', async () => {
    await add(1);
    await reader.read(async () => {
      assert.equal(await count(), 1);
      await add(2);
      assert.equal(await count(), 1);
    });
    assert.equal(await reader.read(count), 2);
  });

  it('reads one after the other, also after one that failed', async () => {
    const order: string[] = [];
    const long = reader.read(async () => {
      await add(1);
      order.push('long');
      throw new RangeError('mine');
    });
    const short = reader.read(async () => order.push('short'));
    await assert.rejects(long, RangeError);
    await short;
    assert.deepEqual(order, ['long', 'short']);
    assert.equal(await reader.read(count), 1);
  });

  it('is never written', async () => {
    await assert.rejects(
      reader.read(() => reader.query.insertInto('note').values({ id: 1, text: 'x' }).execute()),
      { code: 'store.not-writable' },
    );
  });

  it('leaves nothing beside the file when the writer closes last, and says what is missing', () => {
    reader.close();
    reader.close();
    writer.close();
    assert.deepEqual(readdirSync(directory), ['test.db']);
    assert.throws(() => openReadOnlyDatabase(join(directory, 'none.db')), { code: 'store.not-writable' });
  });
});
