import type { DatabaseSync } from 'node:sqlite';

/** What is run for each event, prepared once. */
export function prepareStatements(connection: DatabaseSync) {
  return {
    insertEvent: connection.prepare('insert into event (seq, record, digest, words) values (?, ?, ?, ?)'),
    insertWords: connection.prepare('insert into event_words (rowid, words) values (?, ?)'),
    insertCheckpoint: connection.prepare(
      'insert into checkpoint (size, time, note, frontier) values (?, ?, ?, ?)',
    ),
    insertKey: connection.prepare('insert into key (epoch, public, since, handover) values (?, ?, ?, ?)'),
    setMeta: connection.prepare(
      'insert into meta (name, value) values (?, ?) on conflict do update set value = excluded.value',
    ),
    digestOf: connection.prepare('select digest from event where seq = ?'),
    lastEvent: connection.prepare('select max(seq) as seq from event'),
    addMeta: connection.prepare('insert into meta (name, value) values (?, ?) on conflict do nothing'),
    removeMeta: connection.prepare('delete from meta where name = ?'),
    getMeta: connection.prepare('select value from meta where name = ?'),
  };
}
export type Statements = ReturnType<typeof prepareStatements>;
