import { logEvents } from './log-events.ts';

/** Tells the file from any other: `mwau`. */
export const logApplicationId = 0x6d_77_61_75;

/** Without the events with these names nobody could check what is left: they are never pruned. For SQL. */
export const lastingNames = `('${Object.values(logEvents).join("', '")}')`;

/**
 * The tables of a log, by name, as SQLite keeps their SQL. Writer and verifier have this one list: what is not in it,
 * or is otherwise, was not made by this program.
 *
 * - `event`: the records, and what follows from each. The columns are worked out from the record whenever they are
 *   read, so they cannot differ from it; the indexes on them are checked by SQLite.
 * - `event_words`: what a list is narrowed by, see {@link wordsOf}. With the beginnings kept that so many words have, no
 *   search has to merge what hundreds of words are in; `event_block` tells between which numbers the events of a time are, though clocks jump.
 * - `pruned`: the fewest subtrees that stand for the leaves that were pruned.
 * - `checkpoint`: with the tree as it was then, so that opening does not read all leaves.
 * - `delivery`: how far each destination is; `meta`: what else has to last.
 */
export const logTables = {
  event: `create table event (
  seq integer primary key,
  record text not null,
  digest blob not null,
  words text not null,
  time text generated always as (record ->> '$.time') virtual,
  name text generated always as (record ->> '$.name') virtual,
  class text generated always as (record ->> '$.class') virtual,
  outcome text generated always as (record ->> '$.outcome') virtual,
  actor text generated always as (coalesce(record ->> '$.actor.name', 'kind:' || (record ->> '$.actor.kind'))) virtual,
  operation text generated always as (record ->> '$.operation') virtual,
  correlation text generated always as (record ->> '$.correlation') virtual,
  boot text generated always as (record ->> '$.boot') virtual
) strict`,
  event_block: 'create index event_block on event(seq >> 10, time)',
  event_class: 'create index event_class on event(class)',
  event_correlation: 'create index event_correlation on event(correlation)',
  event_intent: 'create index event_intent on event(operation) where outcome is null',
  event_lasting: `create index event_lasting on event(class) where name in ${lastingNames}`,
  event_operation: 'create index event_operation on event(operation)',
  event_words: `create virtual table event_words using fts5(
  words, content='event', content_rowid='seq', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2',
  prefix='1 2 3 4'
)`,
  pruned: `create table pruned (
  level integer not null,
  position integer not null,
  digest blob not null,
  primary key (level, position)
) strict, without rowid`,
  checkpoint: `create table checkpoint (
  size integer primary key,
  time integer not null,
  note text not null,
  frontier blob not null
) strict`,
  key: `create table key (
  epoch integer primary key,
  public text not null,
  since integer not null,
  handover text
) strict`,
  delivery: `create table delivery (
  destination text primary key,
  seq integer not null,
  anchored integer not null,
  time integer not null
) strict, without rowid`,
  meta: `create table meta (
  name text primary key,
  value text not null
) strict, without rowid`,
} as const;

/** What leads to {@link logTables}: a step is only ever appended. */
export const logMigrations: readonly string[] = [Object.values(logTables).join(';\n')];

/** Tables that SQLite makes for the search index. */
export const searchTables = ['event_words_config', 'event_words_data', 'event_words_idx'] as const;
