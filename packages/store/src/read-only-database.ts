import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from './dialect.ts';
import { bytesOf, codedFailure, guardOf } from './guard.ts';
import type { ReadableDatabase } from './local-database.ts';

/**
 * Opens a database that another thread of this process owns, for reads that would keep its writes waiting. Each read
 * sees one moment of it, whatever is written meanwhile; it keeps nobody from writing.
 *
 * @throws errors of the `store` table
 */
export function openReadOnlyDatabase<Tables>(file: string): ReadableDatabase<Tables> {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    database.exec('pragma busy_timeout = 5000; pragma trusted_schema = off; pragma temp_store = memory');
  } catch (error) {
    throw codedFailure(error, file);
  }
  const guard = guardOf(file);
  let last: Promise<unknown> = Promise.resolve();
  const readOnce = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    database.exec('begin');
    try {
      return await work();
    } finally {
      if (database.isTransaction) database.exec('commit');
    }
  };
  return {
    file,
    query: new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }),
    read(work) {
      const result = last.then(() => guard(() => readOnce(work)));
      last = result.catch(() => undefined);
      return result;
    },
    bytes: () => bytesOf(file),
    close() {
      if (database.isOpen) database.close();
    },
  };
}
