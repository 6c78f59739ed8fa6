import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { type Verdict, verifyDatabase } from '@millwright/ledger';
import { copyDatabase, removeCopy, storageFailure } from '@millwright/store';
import { anchorsIn } from './anchors.ts';
import type { VerifyProgress, VerifyRequest } from './messages.ts';

/** The log as it was at one moment, beside it, while it is checked. */
export const copyIn = (directory: string): string => join(directory, 'audit.check.db');

/**
 * Checks a log by a copy of one moment, which is deleted at the end: the check of the search index has to write, and what
 * is evidence is never written. Others have their turn between the pieces, but for the check of the indexes.
 *
 * @param file of the log, which another thread of this process owns
 * @throws errors of the `store` table, and the signal's reason
 */
export async function checkCopy(
  file: string,
  copy: string,
  { anchors, former }: VerifyRequest,
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void,
): Promise<Verdict> {
  try {
    const source = new DatabaseSync(file, { readOnly: true });
    try {
      await copyDatabase(source, copy, { signal });
    } finally {
      source.close();
    }
    const database = new DatabaseSync(copy);
    try {
      const checking = verifyDatabase(database, {
        anchors: anchorsIn(anchors),
        former,
        ofOneInstance: true,
      });
      for (;;) {
        signal.throwIfAborted();
        const { done, value } = checking.next();
        if (done) return value;
        onProgress(value);
        await setImmediate();
      }
    } catch (error) {
      throw storageFailure(error, copy) ?? error;
    } finally {
      database.close();
    }
  } finally {
    removeCopy(copy);
  }
}
