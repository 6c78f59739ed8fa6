import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { storeErrors } from './errors.ts';
import { type LocalDatabase, openLocalDatabase } from './local-database.ts';

interface Tables {
  note: { id: number; text: string };
}

const migrations = [
  'create table note (id integer primary key, text text not null) strict',
  'create index note_text on note (text)',
];

describe('a local database', () => {
  let directory: string;
  let file: string;
  const opened: LocalDatabase<Tables>[] = [];

  const open = (steps: readonly string[] = migrations, applicationId = 7) => {
    const database = openLocalDatabase<Tables>({
      file,
      applicationId,
      migrations: steps,
      now: () => new Date('2026-11-22T15:30:12.345Z'),
    });
    opened.push(database);
    return database;
  };
  const add = (database: LocalDatabase<Tables>, text: string) =>
    database.write(() =>
      database.query
        .insertInto('note')
        .values({ id: text.length, text })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
  const texts = async (database: LocalDatabase<Tables>) =>
    (await database.query.selectFrom('note').select('text').orderBy('id').execute()).map(({ text }) => text);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-store-'));
    file = join(directory, 'test.db');
  });
  afterEach(() => {
    for (const database of opened.splice(0)) database.close();
    rmSync(directory, { recursive: true });
  });

  it('is open for reading where it cannot be written, and refuses each write with the reason', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    const first = open();
    await add(first, 'one');
    const killed = join(directory, 'killed');
    mkdirSync(killed);
    for (const name of readdirSync(directory).filter((entry) => entry !== 'killed'))
      copyFileSync(join(directory, name), join(killed, name));
    first.close();
    for (const folder of [directory, killed]) {
      file = join(folder, 'test.db');
      for (const name of ['', '-wal', '-shm'].map((suffix) => file + suffix))
        if (existsSync(name)) chmodSync(name, 0o644);
      chmodSync(folder, 0o755);
      process.seteuid?.(65534);
      try {
        const database = open();
        assert.equal(database.unwritable?.code, storeErrors.notWritable.code);
        assert.deepEqual(await texts(database), ['one']);
        await assert.rejects(add(database, 'two'), storeErrors.notWritable.is);
        const unknown = [...migrations, 'create index note_id on note (id)'];
        assert.throws(() => open(unknown), { code: storeErrors.notWritable.code });
        database.close();
      } finally {
        process.seteuid?.(0);
      }
      const again = open();
      assert.equal(again.unwritable, undefined);
      await add(again, 'again');
      again.close();
    }
  });

  for (const former of [false, true]) {
    it(`gives space back to the disk, ${former ? 'also a file that was made without that' : 'step by step'}`, async () => {
      if (former) {
        const made = new DatabaseSync(file);
        made.exec(
          `pragma application_id = 7; pragma journal_mode = wal; ${migrations[0]}; pragma user_version = 1`,
        );
        made.close();
      }
      const database = open();
      const long = 'x'.repeat(10_000);
      await database.write(async () => {
        for (let id = 1; id <= 200; id++) {
          await database.query
            .insertInto('note')
            .values({ id, text: `${id}${long}` })
            .execute();
        }
      });
      const full = database.space();
      assert.equal(full.free, 0);
      await database.write(() => database.query.deleteFrom('note').where('id', '>', 10).execute());
      const { used, free } = database.space();
      assert.ok(used < full.used / 4 && used + free === full.used);
      const left = await database.giveBack(100_000);
      assert.ok(left < free && left > 0);
      while ((await database.giveBack(500_000)) > 0);
      assert.ok(statSync(file).size < full.used / 4, `${statSync(file).size} of ${full.used}`);
      assert.equal((await texts(database)).length, 10);
    });
  }

  it('keeps what was written, readable for its owner only', async () => {
    const database = open();
    assert.equal((await add(database, 'one')).id, 3);
    assert.equal(database.setAside, undefined);
    for (const name of readdirSync(directory))
      assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name);
    assert.ok(database.bytes() > 4096);
    database.close();
    database.close();
    assert.deepEqual(await texts(open()), ['one']);
  });

  it('takes its files away from others who could read them', () => {
    const first = open();
    for (const suffix of ['', '-wal', '-shm']) chmodSync(file + suffix, 0o644);
    const second = open();
    assert.deepEqual(second.exposed, []);
    for (const name of readdirSync(directory))
      assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name);
    first.close();
  });

  it('marks its file and writes ahead', () => {
    open();
    const database = new DatabaseSync(file);
    assert.deepEqual({ ...database.prepare('pragma journal_mode').get() }, { journal_mode: 'wal' });
    assert.deepEqual({ ...database.prepare('pragma application_id').get() }, { application_id: 7 });
    database.close();
  });

  it('undoes only the piece of work that failed, of those that share a transaction', async () => {
    const database = open();
    const outcomes = await Promise.allSettled([
      add(database, 'a'),
      database.write(async () => {
        await database.query.insertInto('note').values({ id: 50, text: 'undone' }).execute();
        await database.query.insertInto('note').values({ id: 1, text: 'taken' }).execute();
      }),
      add(database, 'bb'),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await texts(database), ['a', 'bb']);
  });

  it('runs only the migrations that a file lacks', async () => {
    const first = open(migrations.slice(0, 1));
    await add(first, 'old');
    first.close();
    assert.deepEqual(await texts(open()), ['old']);
  });

  it('leaves a file of a newer schema alone', async () => {
    const newer = open([...migrations, 'create table extra (id integer) strict']);
    await add(newer, 'kept');
    newer.close();
    const before = readFileSync(file);
    assert.throws(
      () => open(),
      (error) => {
        assert.ok(storeErrors.newerSchema.is(error));
        assert.deepEqual(error.details, { file, found: 3, known: 2 });
        return true;
      },
    );
    assert.deepEqual(readFileSync(file), before);
  });

  it('leaves a database of another program alone', () => {
    open(migrations, 8).close();
    assert.throws(() => open(), storeErrors.foreignFile.is);
    assert.deepEqual(readdirSync(directory), ['test.db']);
  });

  it('sets a broken file aside, never deletes it', async () => {
    writeFileSync(file, 'this is no database, whatever its name says'.repeat(100));
    const before = readFileSync(file);
    const database = open();
    const aside = join(directory, 'test.damaged-20261122T153012Z.db');
    assert.equal(database.setAside, aside);
    assert.deepEqual(readFileSync(aside), before);
    await add(database, 'new');
    assert.deepEqual(await texts(database), ['new']);
  });

  it('takes a file of no length for a damaged one, with what lies beside it', async () => {
    const first = open();
    await add(first, 'one');
    const wal = readFileSync(`${file}-wal`);
    first.close();
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, wal);
    const { setAside } = open();
    assert.ok(setAside);
    assert.equal(statSync(setAside).size, 0);
    assert.deepEqual(readFileSync(`${setAside}-wal`), wal);
  });

  it('finishes a creation that was cut short', async () => {
    for (const rest of ['', 'half a page']) {
      writeFileSync(`${file}.draft`, rest);
      const database = open();
      assert.equal(database.setAside, undefined);
      assert.ok(!existsSync(`${file}.draft`));
      database.close();
      rmSync(file);
    }
    // The rest of the creation: the file has its header, but no tables yet.
    const { setAside } = open([]);
    assert.equal(setAside, undefined);
    const database = open();
    await add(database, 'one');
    assert.deepEqual([database.setAside, await texts(database)], [undefined, ['one']]);
  });

  it('sets one file after another aside, also within a second', () => {
    for (const text of ['first', 'second', 'third']) {
      writeFileSync(file, text.repeat(1000));
      open().close();
    }
    const stamp = 'test.damaged-20261122T153012Z';
    for (const [name, text] of [
      [`${stamp}.db`, 'first'],
      [`${stamp}-2.db`, 'second'],
      [`${stamp}-3.db`, 'third'],
    ] as const) {
      assert.equal(readFileSync(join(directory, name), 'utf8'), text.repeat(1000), name);
    }
  });

  it('notices damage in the middle of a file', async () => {
    const first = open();
    await first.write(async () => {
      for (let id = 0; id < 2000; id++)
        await first.query
          .insertInto('note')
          .values({ id, text: `text ${id} `.repeat(20) })
          .execute();
    });
    first.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 8192, bytes.length - 8192);
    writeFileSync(file, bytes);
    const database = open();
    assert.ok(database.setAside && existsSync(database.setAside));
    assert.deepEqual(await texts(database), []);
  });

  it('says when another process holds the lock', async function () {
    this.timeout(20_000);
    const database = open();
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    await assert.rejects(add(database, 'late'), storeErrors.locked.is);
    other.exec('rollback');
    other.close();
    await add(database, 'in time');
    assert.deepEqual(await texts(database), ['in time']);
  });

  it('says when its directory is not there', () => {
    file = join(directory, 'missing', 'test.db');
    assert.throws(() => open(), storeErrors.notWritable.is);
  });
});
