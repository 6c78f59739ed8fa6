import { copyFileSync, existsSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type CopyOptions, copyDatabase, needRoom, removeCopy } from './copy-database.ts';
import { storeErrors } from './errors.ts';
import { codedFailure } from './guard.ts';
import { fingerprint } from './inspect-database.ts';
import { wayToRead } from './way-to-read.ts';

/**
 * Copies a database from outside: one moment of it while another process writes to it, else the files as they are, also
 * where it is damaged. Not one byte of it or beside it is written. Not for the process that has it open itself.
 *
 * @param to a file in a directory of one's own; one of that name is replaced
 * @throws errors of the `store` table, and the signal's reason
 */
export async function copyDatabaseFile(file: string, to: string, options: CopyOptions = {}): Promise<void> {
  try {
    const way = wayToRead(file);
    if (way && !way.immutable && (await copyMoment(way.address, to, options))) return;
    copyAsItIs(file, to);
  } catch (error) {
    removeCopy(to);
    throw codedFailure(error, file);
  }
}

/** @returns false if SQLite cannot read it */
async function copyMoment(address: URL, to: string, options: CopyOptions): Promise<boolean> {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  let database: DatabaseSync | undefined;
  try {
    database = new Database(address, { readOnly: true });
    await copyDatabase(database, to, options);
    return true;
  } catch (error) {
    if (storeErrors.damaged.is(codedFailure(error, to))) return false;
    throw error;
  } finally {
    database?.close();
  }
}

/** What is newest may stand in `-wal`; SQLite puts it together when the copy is opened. */
function copyAsItIs(file: string, to: string): void {
  removeCopy(to);
  const before = fingerprint(file);
  const parts = ['', '-wal'].filter((suffix) => existsSync(file + suffix));
  needRoom(
    to,
    parts.reduce((sum, suffix) => sum + statSync(file + suffix).size, 0),
  );
  for (const suffix of parts) copyFileSync(file + suffix, to + suffix);
  if (fingerprint(file) !== before) throw storeErrors.locked({ file });
}
