import type { DatabaseSync } from 'node:sqlite';
import { storeErrors } from './errors.ts';

/**
 * What leads from one schema to the next: statements, or a function where rows have to be worked out anew. A
 * database's list of them is only ever appended to: the number of those that were run stands in the file as its
 * `user_version`.
 */
export type Migration = string | ((database: DatabaseSync) => void);

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.user_version ?? 0);
}

/** Whether a database has exactly the schema that a list leads to. */
export function isUpToDate(database: DatabaseSync, migrations: readonly Migration[]): boolean {
  return userVersion(database) === migrations.length;
}

/**
 * Brings the schema of a database up to date, each step in a transaction of its own.
 *
 * @throws `store.newer-schema` if the file knows steps that this list does not: it is left as it is
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[], file: string): void {
  const found = userVersion(database);
  if (found > migrations.length) throw storeErrors.newerSchema({ file, found, known: migrations.length });
  migrations.slice(found).forEach((migration, index) => {
    database.exec('begin immediate');
    try {
      if (typeof migration === 'string') database.exec(migration);
      else migration(database);
      database.exec(`pragma user_version = ${found + index + 1}`);
      database.exec('commit');
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  });
}
