import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { logTables } from './tables.ts';
import { wrongWords } from './verify-words.ts';

const names = ['flows', 'inject', 'settings'];
const textOf = (seq: number): string => `${names[seq % names.length]} operation-${seq} actor${seq % 7}`;

/** Of some events, pruned at their beginning, in parts as a log of some hours has them. */
function makeIndex(events: number, pruned: number, apart = 1): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  // Only newer releases of Node have it.
  (database as { enableDefensive?: (active: boolean) => void }).enableDefensive?.(false);
  database.exec(`${logTables.event_words}; create table event (seq integer primary key, words text)`);
  const insert = database.prepare('insert into event_words (rowid, words) values (?, ?)');
  const keep = database.prepare('insert into event (seq, words) values (?, ?)');
  for (let seq = 0; seq < events; seq += 1) {
    insert.run(seq * apart, textOf(seq));
    keep.run(seq * apart, textOf(seq));
  }
  const forget = database.prepare(
    "insert into event_words (event_words, rowid, words) values ('delete', ?, ?)",
  );
  for (let seq = 0; seq < pruned; seq += 1) forget.run(seq, textOf(seq));
  database.prepare('delete from event where seq < ?').run(pruned);
  return database;
}

const found = (database: DatabaseSync, word: string): readonly unknown[] =>
  database.prepare('select rowid from event_words where event_words match ? order by rowid').all(word);

const checks = (database: DatabaseSync): boolean => {
  try {
    database.exec("insert into event_words (event_words, rank) values ('integrity-check', 1)");
    return true;
  } catch {
    return false;
  }
};

describe('the words of a search index', () => {
  it('follow from the events as SQLite makes them, however it has merged them, and are left as they are', () => {
    for (const [events, pruned] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [40, 40],
      [70, 20],
      [900, 301],
    ] as const) {
      const database = makeIndex(events, pruned);
      const merge = (rank: number) =>
        database.exec(`insert into event_words (event_words, rank) values ('merge', ${rank})`);
      const pages = () => database.prepare('select * from event_words_data order by id').all();
      for (const step of [() => {}, () => merge(-1), () => merge(-16), () => merge(-1000)]) {
        step();
        const before = pages();
        assert.equal(wrongWords(database), undefined, `${events} events, ${pruned} of them pruned`);
        assert.deepEqual(pages(), before);
      }
      database.exec("insert into event_words (event_words) values ('optimize')");
      assert.equal(wrongWords(database), undefined);
      database.close();
    }
  });

  it('are found to be others also where the sums of SQLite are the same', () => {
    // A change of a letter changes the sums of all rows that have the word by numbers which are the same up to a carry.
    const original = makeIndex(64, 0, 1 << 12);
    original.exec("insert into event_words (event_words) values ('optimize')");
    const rows = original.prepare('select id, block from event_words_data where id >= 1 << 37').all() as {
      id: number;
      block: Uint8Array;
    }[];
    let unseen = 0;
    for (const { id, block } of rows)
      for (const [at, byte] of block.entries()) {
        if (byte < 0x61 || byte > 0x7a) continue;
        const changed = Uint8Array.from(block);
        changed[at] = byte === 0x7a ? 0x61 : byte + 1;
        original.exec('savepoint change');
        original.prepare('update event_words_data set block = ? where id = ?').run(changed, id);
        if (checks(original)) {
          unseen += 1;
          assert.match(wrongWords(original) ?? '', /^on page \d+ it differs/);
        }
        original.exec('rollback to change; release change');
      }
    assert.ok(unseen > 0, 'a letter that SQLite does not miss');
    assert.ok(found(original, 'flows').length > 0);
    original.close();
  });

  it('are found wrong where an event is missing, or there is one too many', () => {
    const database = makeIndex(50, 3);
    database.prepare('insert into event_words (rowid, words) values (?, ?)').run(1, textOf(1));
    assert.notEqual(wrongWords(database), undefined);
    database.exec("insert into event (seq, words) values (1, 'flows')");
    assert.notEqual(wrongWords(database), undefined);
    database.prepare('update event set words = ? where seq = 1').run(textOf(1));
    assert.equal(wrongWords(database), undefined);
    database.exec('delete from event where seq = 44');
    assert.notEqual(wrongWords(database), undefined);
    database.close();
  });
});
