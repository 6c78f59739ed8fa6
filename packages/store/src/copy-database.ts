import { closeSync, openSync, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { storeErrors } from './errors.ts';
import { codedFailure } from './guard.ts';

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Told how much is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Room that is left for others on the disk, in bytes. */
const spare = 16 * 1024 * 1024;
/** Pages between two looks at the signal. */
const pagesAtOnce = 1000;

/** Not imported, since a command that may copy has to start where there is no SQLite, to be able to say so. */
const sqlite = () => process.getBuiltinModule('node:sqlite');

const copyFiles = (file: string): string[] => ['', '-journal', '-wal', '-shm'].map((suffix) => file + suffix);

/** Deletes a copy, with what SQLite has put beside it; also one that a crash has left half done. */
export function removeCopy(file: string): void {
  for (const name of copyFiles(file)) rmSync(name, { force: true });
}

/**
 * Copies one moment of a database into a file of its own, mode 0600, whatever is written meanwhile; it keeps nobody from
 * writing. A copy of the same name is replaced. What fails leaves none behind.
 *
 * @param source open for reading, and not used for anything else meanwhile
 * @throws errors of the `store` table, before anything is copied if there is no room for it, and the signal's reason
 */
export async function copyDatabase(
  source: DatabaseSync,
  to: string,
  { signal, onProgress }: CopyOptions = {},
): Promise<void> {
  try {
    signal?.throwIfAborted();
    removeCopy(to);
    needRoom(to, bytesOf(source));
    closeSync(openSync(to, 'wx', 0o600));
    await copy(source, to, ({ totalPages, remainingPages }) => {
      signal?.throwIfAborted();
      onProgress?.(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
    });
  } catch (error) {
    removeCopy(to);
    throw codedFailure(error, to);
  }
}

/** @throws `store.disk-full` */
export function needRoom(to: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(dirname(to));
  if (bavail * bsize < bytes + spare) throw storeErrors.diskFull({ file: to });
}

/** All of it is read at one moment: without that, each write of others would make the copy begin anew. */
async function copy(
  source: DatabaseSync,
  to: string,
  progress: (pages: { readonly totalPages: number; readonly remainingPages: number }) => void,
): Promise<void> {
  source.exec('begin');
  try {
    source.prepare('select count(*) from sqlite_schema').get();
    await sqlite().backup(source, to, { rate: pagesAtOnce, progress });
  } finally {
    if (source.isTransaction) source.exec('commit');
  }
}

function bytesOf(database: DatabaseSync): number {
  const pragma = (name: string) => Number(Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]);
  return pragma('page_count') * pragma('page_size');
}
