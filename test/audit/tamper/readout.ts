import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { logTables } from '@millwright/ledger';

const columns = ['time', 'name', 'class', 'outcome', 'actor', 'operation', 'correlation', 'boot'] as const;

/** Each column by which events are found, and an index that leads to them. */
const indexed = Object.entries(logTables).flatMap(([name, sql]) => {
  const [, column = ''] = /^create index \w+ on event\((\w+)\)$/.exec(sql) ?? [];
  return column === '' ? [] : [{ name, column }];
});

/**
 * Whatever can be read of the first `size` events, in every way in which it is read: by number, by each index, by words
 * and by their beginnings. The same text only if nobody who reads can see a difference.
 */
export function readOut(database: DatabaseSync, size: number, words: readonly string[]): string {
  const parts: unknown[] = [];
  const rows = database.prepare(
    `select seq, record, ${columns.join(', ')} from event where seq < ? order by seq`,
  );
  parts.push(rows.all(size));
  for (const { name, column } of indexed) {
    const by = database.prepare(
      `select ${column} as value, seq from event indexed by ${name} where ${column} is not null order by ${column}, seq`,
    );
    parts.push(by.all().filter(({ seq }) => Number(seq) < size));
  }
  const search = database.prepare(
    'select rowid as seq from event_words where event_words match ? order by rowid',
  );
  for (const word of words)
    for (const wanted of [`"${word}"`, `"${word.slice(0, 3)}" *`])
      parts.push(search.all(wanted).filter(({ seq }) => Number(seq) < size));
  return hash('sha256', JSON.stringify(parts), 'hex');
}

/** The same of a file that may be broken: an error is a difference too. */
export function tryReadOut(database: DatabaseSync, size: number, words: readonly string[]): string {
  try {
    return readOut(database, size, words);
  } catch (error) {
    return `cannot be read: ${String(error)}`;
  }
}
