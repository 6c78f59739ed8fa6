import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from './dialect.ts';
import { bytesOf, codedFailure, guardOf } from './guard.ts';
import type { ReadableDatabase } from './local-database.ts';
import { spaceOf } from './space.ts';
import { wayToRead } from './way-to-read.ts';

/**
 * Opens a database that another thread of this process owns, for reads that would keep its writes waiting. Each read
 * sees one moment of it, whatever is written meanwhile; it keeps nobody from writing.
 *
 * @throws errors of the `store` table
 */
export function openReadOnlyDatabase<Tables>(file: string): ReadableDatabase<Tables> {
  const database = open(file);
  const guard = guardOf(file);
  let last: Promise<void> = Promise.resolve();
  let reads = 0;
  let closing = false;
  const close = (): void => {
    closing = true;
    if (reads === 0 && database.isOpen) database.close();
  };
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
    connection: database,
    read(work) {
      reads += 1;
      const result = last.then(() => guard(() => readOnce(work)));
      const ended = (): void => {
        reads -= 1;
        if (closing) close();
      };
      last = result.then(ended, ended);
      return result;
    },
    bytes: () => bytesOf(file),
    space: () => spaceOf(database),
    close,
  };
}

function open(file: string): DatabaseSync {
  try {
    return openAt(file);
  } catch (error) {
    // Where nothing can be written, its owner has it open for reading only, and there may be no shared memory.
    const way = existsSync(file) ? wayToRead(file) : undefined;
    if (!way?.immutable) throw codedFailure(error, file);
    return openAt(way.address);
  }
}

function openAt(place: string | URL): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(place, { readOnly: true });
    database.exec(`
      pragma busy_timeout = 5000;
      pragma trusted_schema = off;
      pragma temp_store = memory;
      select count(*) from sqlite_schema;
    `);
    return database;
  } catch (error) {
    database?.close();
    throw error;
  }
}
