import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifiableDatabase } from '@millwright/ledger';
import { copyDatabaseFile, storageFailure } from '@millwright/store';
import { cliErrors } from '../errors.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Told how much is copied, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Works on a private copy of a log, which goes when the work has ended: what is evidence is never written, and a
 * Node-RED that runs is not held up.
 *
 * @throws errors of the `store` table, `cli.no-sqlite`
 */
export async function onCopy<Result>(
  file: string,
  options: CopyOptions,
  work: (database: VerifiableDatabase) => Promise<Result>,
): Promise<Result> {
  const sqlite = process.getBuiltinModule?.('node:sqlite');
  if (!sqlite?.backup) throw cliErrors.noSqlite({ version: process.versions.node });
  const directory = mkdtempSync(join(tmpdir(), 'millwright-audit-'));
  try {
    const copy = join(directory, 'copy.db');
    await copyDatabaseFile(file, copy, options);
    const database = new sqlite.DatabaseSync(copy);
    try {
      return await work(database);
    } catch (error) {
      throw storageFailure(error, copy) ?? error;
    } finally {
      database.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
