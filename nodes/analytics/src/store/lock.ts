import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's code for a file that another one has locked. @see https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/** Keeps other processes out of a folder; given back by the system, too, however this one ends. */
export interface Lock {
  release(): void;
}

/**
 * Node.js has no locks of files, SQLite has.
 *
 * @returns `taken` where another process has it
 * @throws what the file system or SQLite says
 */
export function takeLock(directory: string): Lock | 'taken' {
  const file = join(directory, 'lock');
  const database = new DatabaseSync(file);
  try {
    chmodSync(file, 0o600);
    // Nothing is ever written into it, so it takes no room, and a full disk is no hindrance.
    database.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === busy) return 'taken';
    throw error;
  }
  return { release: () => database.close() };
}
