import { logTables } from '@millwright/ledger';
import { type Hand, type Mutation, unnamed } from './hand.ts';

const indexes = Object.entries(logTables).flatMap(([name, sql]) =>
  /^create index \w+ on event\(\w+\)$/.test(sql) ? [name] : [],
);

/** Changes how the tables are described, beneath what SQLite would let pass. */
function describe(hand: Hand, name: string, change: (sql: string) => string): void {
  const { database } = hand;
  const sql = String(database.prepare('select sql from sqlite_schema where name = ?').get(name)?.['sql']);
  const changed = change(sql);
  if (changed === sql) throw new Error(`Nothing was changed in ${sql}`);
  database.exec('pragma writable_schema = on');
  database.prepare('update sqlite_schema set sql = ? where name = ?').run(changed, name);
  database.exec('pragma writable_schema = off');
}

/** What is read is changed, and not one record. */
export const schemaMutations: readonly Mutation[] = [
  unnamed('a column that says something else', (hand) =>
    describe(hand, 'event', (sql) =>
      sql.replace(
        /name text generated always as \(.*?\) virtual/,
        "name text generated always as ('flows.read') virtual",
      ),
    ),
  ),
  unnamed('a column that does not tell of somebody', (hand) =>
    describe(hand, 'event', (sql) =>
      sql.replace(
        "actor text generated always as (coalesce(record ->> '$.actor.name'",
        "actor text generated always as (coalesce(nullif(record ->> '$.actor.name', 'ana')",
      ),
    ),
  ),
  unnamed('a view in front of the events', (hand) => {
    hand.database.exec(
      `alter table event rename to event_real;
       create view event as select * from event_real where seq <> ${hand.pick()}`,
    );
  }),
  unnamed('an index that lacks an event', (hand) =>
    describe(hand, hand.one(indexes), (sql) => `${sql} where seq <> ${hand.pick()}`),
  ),
  unnamed('an index deleted', (hand) => hand.database.exec(`drop index ${hand.one(indexes)}`)),
  unnamed('an index that is another', (hand) => {
    const { database } = hand;
    database.exec('pragma writable_schema = on');
    database
      .prepare(
        `update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'event_block')
         where name = ?`,
      )
      .run(hand.one(indexes));
    database.exec('pragma writable_schema = off');
  }),
  unnamed('a trigger that keeps events away', (hand) => {
    hand.database.exec(
      "create trigger hide after insert on event when new.actor = 'mallory' begin delete from event where seq = new.seq; end",
    );
  }),
  unnamed('a table of another name', (hand) => {
    hand.database.exec('create table event_note (seq integer primary key, note text)');
  }),
  unnamed('a search index over something else', (hand) => {
    hand.database.exec(`drop table event_words;
      create virtual table event_words using fts5(words, content='', detail=none, columnsize=0)`);
  }),
];
