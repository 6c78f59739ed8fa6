import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { CodedError } from '@millwright/schema';
import { storeErrors } from './errors.ts';
import { storageFailure } from './sqlite-failure.ts';
import { wayToRead } from './way-to-read.ts';

/** What a look from outside found. */
export type Inspection =
  | { readonly state: 'sound' }
  | { readonly state: 'broken'; readonly problem: CodedError }
  /** Nothing can be said: not a sign of damage. */
  | { readonly state: 'unknown'; readonly reason: 'no-sqlite' | 'no-index' | 'changing' };

/** @see https://www.sqlite.org/fileformat.html#magic_header_string */
const header = Buffer.from('SQLite format 3\0', 'latin1');

function hasHeader(file: string): boolean {
  const start = Buffer.alloc(header.length);
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, start, 0, start.length, 0) === start.length && start.equals(header);
  } finally {
    closeSync(handle);
  }
}

/** Changes whenever somebody writes. */
export function fingerprint(file: string): string {
  return [file, `${file}-wal`]
    .map((path) => statSync(path, { throwIfNoEntry: false }))
    .map((stats) => (stats ? `${stats.ino}/${stats.size}/${stats.mtimeMs}` : '-'))
    .join();
}

function quickCheck(file: string, address: URL, Database: typeof DatabaseSync): Inspection {
  let database: DatabaseSync | undefined;
  try {
    database = new Database(address, { readOnly: true });
    const [result] = Object.values(database.prepare('pragma quick_check(1)').get() ?? {});
    return result === 'ok' ? { state: 'sound' } : { state: 'broken', problem: storeErrors.damaged({ file }) };
  } catch (error) {
    const problem = storageFailure(error, file);
    if (!problem) throw error;
    return storeErrors.locked.is(problem)
      ? { state: 'unknown', reason: 'changing' }
      : { state: 'broken', problem };
  } finally {
    database?.close();
  }
}

/**
 * Looks whether a database is sound, from any process, also while another one writes to it. It never writes, neither
 * to the database nor beside it, and keeps nobody from writing. Not for the process that has it open itself, since
 * closing a file gives back all of a process's locks on it.
 *
 * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 *
 * @throws what the file system says when the file cannot be read at all
 */
export function inspectDatabase(file: string): Inspection {
  // Not imported, since what looks from outside must start on a Node.js that is too old, to be able to say so.
  const sqlite = process.getBuiltinModule?.('node:sqlite');
  if (!hasHeader(file)) return { state: 'broken', problem: storeErrors.damaged({ file }) };
  if (!sqlite) return { state: 'unknown', reason: 'no-sqlite' };
  const way = wayToRead(file);
  if (!way) return { state: 'unknown', reason: 'no-index' };
  const before = fingerprint(file);
  const found = quickCheck(file, way.address, sqlite.DatabaseSync);
  // Told that nothing changes, SQLite takes every change in between for damage.
  const changed = way.immutable && fingerprint(file) !== before;
  return changed ? { state: 'unknown', reason: 'changing' } : found;
}
