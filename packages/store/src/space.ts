import type { DatabaseSync } from 'node:sqlite';
import { bytesOf } from './guard.ts';
import type { Space } from './local-database.ts';
import { storageFailure } from './sqlite-failure.ts';
import type { Write } from './writer.ts';

/** Pages that move to the front of the file when those at its end are cut off: `pragma auto_vacuum`. */
const incremental = 2;
/** To write a larger file anew could keep the first deploy waiting: its free space is used for what comes. */
const quicklyWrittenAnew = 64 * 1024 * 1024;

function pragma(database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]);
}

export function spaceOf(database: DatabaseSync): Space {
  const page = pragma(database, 'page_size');
  const free = pragma(database, 'freelist_count');
  return { used: (pragma(database, 'page_count') - free) * page, free: free * page };
}

/**
 * Files that were made without it cannot give space back; the small ones are written anew so that they can. Without
 * room for that they stay as they are until the next opening.
 */
export function allowGivingBack(database: DatabaseSync, file: string): void {
  if (pragma(database, 'auto_vacuum') === incremental || bytesOf(file) > quicklyWrittenAnew) return;
  try {
    database.exec('pragma auto_vacuum = incremental; vacuum');
  } catch (error) {
    if (!storageFailure(error, file)) throw error;
  }
}

/** @returns bytes that are still free; those of a file that cannot give any back count as none */
export async function giveBack(database: DatabaseSync, write: Write, bytes: number): Promise<number> {
  if (pragma(database, 'auto_vacuum') !== incremental) return 0;
  const pages = Math.max(1, Math.floor(bytes / pragma(database, 'page_size')));
  // Not by a prepared statement, which would stop after the first page.
  await write(async () => database.exec(`pragma incremental_vacuum(${pages})`));
  const { free } = spaceOf(database);
  // The file itself gets shorter when the log is folded into it.
  if (free === 0) database.exec('pragma wal_checkpoint(passive)');
  return free;
}
