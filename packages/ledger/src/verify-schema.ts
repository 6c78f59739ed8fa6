import { ledgerErrors } from './errors.ts';
import { logApplicationId, logMigrations, logTables, searchTables } from './tables.ts';
import type { LogVerifier } from './verify.ts';

/** What the verifier needs of an open SQLite database, as `DatabaseSync` of `node:sqlite` has it. */
export interface VerifiableDatabase {
  exec(sql: string): void;
  prepare(sql: string): {
    all(...values: (number | string)[]): unknown[];
    get(...values: (number | string)[]): unknown;
    iterate(...values: (number | string)[]): IterableIterator<unknown>;
  };
}

interface SchemaRow {
  readonly name: string;
  readonly type: string;
  readonly sql: string | null;
}

export const pragma = (database: VerifiableDatabase, name: string): unknown =>
  Object.values((database.prepare(`pragma ${name}`).get() ?? {}) as object)[0];

/**
 * Compares the tables with those that this program makes: a column that shows something else than the record, a trigger
 * or a view would let a log be shown otherwise than it is written.
 *
 * @returns false for a file of ours in which nothing was begun: its disk was full, or the power went, as it was made
 * @throws `ledger.not-a-log`, `ledger.newer-log`; what SQLite throws where it cannot read the file
 */
export function verifySchema(database: VerifiableDatabase, verifier: LogVerifier): boolean {
  const rows = database.prepare('select name, type, sql from sqlite_schema').all() as SchemaRow[];
  const isLog = pragma(database, 'application_id') === logApplicationId;
  if (!isLog && !rows.some(({ name }) => name === 'event_words'))
    throw ledgerErrors.notALog({ reason: 'the database is that of another program' });
  const version = Number(pragma(database, 'user_version'));
  if (version > logMigrations.length)
    throw ledgerErrors.newerLog({ found: version, known: logMigrations.length });
  if (isLog && version === 0 && rows.length === 0) return false;
  if (!isLog || version < logMigrations.length)
    verifier.fault('schema', 'The head of the file is not as this program writes it');
  const wanted = new Map<string, string>(Object.entries(logTables));
  for (const { name, type, sql } of rows) {
    if (isOfSqlite(name, type)) continue;
    if (wanted.get(name) !== plain(sql ?? ''))
      verifier.fault('schema', `The ${type} "${name}" is not as this program makes it`);
    wanted.delete(name);
  }
  for (const name of wanted.keys()) verifier.fault('schema', `"${name}" is missing`);
  return true;
}

/** What the search index consists of, and statistics that only choose the way to a row. */
const isOfSqlite = (name: string, type: string): boolean =>
  type === 'table' && ((searchTables as readonly string[]).includes(name) || /^sqlite_stat\d$/.test(name));

/** SQLite writes these words large, and all that comes after them as it was given. */
const plain = (sql: string): string =>
  sql.replace(/^CREATE (VIRTUAL TABLE|TABLE|INDEX)/, (words) => words.toLowerCase());
