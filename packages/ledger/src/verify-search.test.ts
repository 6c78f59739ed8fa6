import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { logTables } from './tables.ts';
import { wrongWay } from './verify-search.ts';

const words = 4000;
/** Each begins otherwise, so that the beginnings that the index keeps fill pages too. */
const wordOf = (number: number): string => `${1000 + (number % words)}word`;

/** Many pages of several segments, some of them merged in part: words come and go. */
function makeIndex(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  // Only newer releases of Node have it.
  (database as { enableDefensive?: (active: boolean) => void }).enableDefensive?.(false);
  database.exec(`${logTables.event_words}; create table event (seq integer primary key, words text)`);
  const insert = database.prepare('insert into event_words (rowid, words) values (?, ?)');
  const keep = database.prepare('insert into event (seq, words) values (?, ?)');
  const forget = database.prepare(
    "insert into event_words (event_words, rowid, words) values ('delete', ?, ?)",
  );
  const drop = database.prepare('delete from event where seq = ?');
  const textOf = (seq: number): string =>
    Array.from({ length: 12 }, (_, index) => `${wordOf(seq * 7919 + index * 104_729)} all`).join(' ');
  for (let seq = 0; seq < 6000; seq += 1) {
    if (seq % 500 === 0) database.exec('begin');
    insert.run(seq, textOf(seq));
    keep.run(seq, textOf(seq));
    if (seq >= 1000 && seq % 3 === 0) {
      forget.run(seq - 1000, textOf(seq - 1000));
      drop.run(seq - 1000);
    }
    if (seq % 500 === 499) database.exec('commit');
  }
  return database;
}

const check = "insert into event_words (event_words, rank) values ('integrity-check', 1)";

describe('the ways of a search index', () => {
  let database: DatabaseSync;
  beforeEach(() => {
    database = makeIndex();
  });
  afterEach(() => database.close());

  const found = (word: number): number =>
    Number(
      database
        .prepare('select count(*) as n from event_words where event_words match ?')
        .get(`${wordOf(word).slice(0, 4)}*`)?.['n'],
    );

  it('are right as SQLite makes them, whether or not it has merged what there was', () => {
    assert.equal(wrongWay(database), undefined);
    for (const pages of [1, 20, 100, 1000]) {
      database.exec(`insert into event_words (event_words, rank) values ('merge', -${pages})`);
      assert.equal(wrongWay(database), undefined);
    }
    database.exec("insert into event_words (event_words) values ('optimize')");
    assert.equal(wrongWay(database), undefined);
    assert.ok(found(77) > 5);
  });

  it('are found wrong where one is missing, even where SQLite finds nothing', () => {
    database.exec("insert into event_words (event_words) values ('optimize')");
    const [{ segid = 0, term = '' } = {}] = database
      .prepare('select segid, term from event_words_idx order by segid desc, term desc limit 1')
      .all() as { segid: number; term: Uint8Array }[];
    const before = Array.from({ length: words }, (_, word) => found(word));
    database.prepare('delete from event_words_idx where segid = ? and term = ?').run(segid, term);
    database.exec(check);
    assert.ok(before.some((events, word) => events !== found(word)));
    assert.match(wrongWay(database) ?? '', /no way leads to the words of page/);
  });

  it('are found wrong wherever one is missing, leads elsewhere or begins at another word', () => {
    const ways = database.prepare('select segid, term, pgno from event_words_idx order by segid, term').all();
    const rows = ways as { segid: number; term: Uint8Array; pgno: number }[];
    for (const [index, { segid, term, pgno }] of rows.entries()) {
      const next = rows[index + 1];
      const isFirst = rows[index - 1]?.segid !== segid;
      if (isFirst || next?.segid !== segid) continue;
      const damages: readonly [string, ...(number | Uint8Array)[]][] = [
        ['delete from event_words_idx where segid = ? and term = ?', segid, term],
        ['update event_words_idx set pgno = pgno + 2 where segid = ? and term = ?', segid, term],
        ['update event_words_idx set pgno = pgno - 2 where segid = ? and term = ?', segid, term],
        [
          'update or replace event_words_idx set term = ? where segid = ? and term = ?',
          Buffer.from(term.subarray(0, -1)),
          segid,
          term,
        ],
        [
          'update or replace event_words_idx set term = ? where segid = ? and term = ?',
          Buffer.concat([term, Buffer.from('zz')]),
          segid,
          term,
        ],
      ];
      const [sql, ...values] = damages[index % damages.length] ?? damages[0] ?? [''];
      database.exec('savepoint damage');
      database.prepare(String(sql)).run(...(values as number[]));
      assert.notEqual(wrongWay(database), undefined, `${sql} ${Buffer.from(term)} ${pgno}`);
      database.exec('rollback to damage; release damage');
    }
    assert.equal(wrongWay(database), undefined);
  });
});
