import { logTables, searchTables } from './tables.ts';
import type { VerifiableDatabase } from './verify-schema.ts';

/** A second search index, made anew of the events. */
const anew = 'event_words_anew';
const createAnew = logTables.event_words.replace('event_words', anew);

/**
 * Whether the search index holds the words of the events, and nothing else. SQLite's own check compares checksums that
 * are no more than sums and exclusive ors, and a word that many events have can be made another one without a trace in
 * them. So the index is made anew, both are brought into one part, and these are the same byte by byte.
 *
 * All of it is undone at the end. Takes about as long as SQLite's own check with the events does.
 *
 * @param database may be written to, by nobody else meanwhile
 * @see https://www.sqlite.org/fts5.html#the_optimize_command
 * @returns undefined, or what is wrong
 * @throws where SQLite cannot read the index or the events
 */
export function wrongWords(database: VerifiableDatabase): string | undefined {
  database.exec('savepoint wrong_words');
  try {
    database.exec(createAnew);
    database.exec(`insert into ${anew} (${anew}) values ('rebuild')`);
    for (const index of [anew, 'event_words']) bringTogether(database, index);
    const [differing] = database.prepare(firstDifference).all() as { readonly page: number }[];
    return differing && `on page ${differing.page} it differs from one that was made anew`;
  } finally {
    undo(database);
  }
}

function undo(database: VerifiableDatabase): void {
  try {
    database.exec('rollback to wrong_words; release wrong_words');
  } catch {
    // Where there was no room SQLite has undone all of it itself, the savepoint too.
  }
}

/**
 * Merges all that an index consists of into one part. An index that is one part already is left by SQLite as it is, whatever made it: so
 * that each has more than one, two rows are added, and the lower one last, since SQLite begins a new part there.
 */
function bringTogether(database: VerifiableDatabase, index: string): void {
  for (const after of [2, 1])
    database.exec(
      `insert into ${index} (rowid, words) select coalesce(max(seq), 0) + ${after}, 'last' from event`,
    );
  database.exec(`insert into ${index} (${index}) values ('optimize')`);
}

const [, data] = searchTables;

/** Pages are numbered within a part, and parts within an index. */
const firstDifference = `with part as (select
    (select max(id) >> 37 from ${data}) as kept,
    (select max(id) >> 37 from ${anew}_data) as anew)
  select id & 0x7fffffff as page from part, ${data} as page where id >= 1 << 37 and block is not
    (select block from ${anew}_data as other where other.id = page.id + ((part.anew - part.kept) << 37))
  union all select max(id) & 0x7fffffff from ${data} having count(*) <> (select count(*) from ${anew}_data)
  limit 1`;
