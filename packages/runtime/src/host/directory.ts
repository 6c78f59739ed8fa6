import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { runtimeErrors } from '../errors.ts';

/**
 * Makes the folder that Millwright keeps its data in, open to nobody else.
 *
 * @throws `runtime.no-directory` if it cannot be made or read; whoever cannot write to it says so
 */
export function makeDirectory(userDirectory: string): string {
  const directory = join(userDirectory, 'millwright');
  try {
    if (mkdirSync(directory, { recursive: true, mode: 0o700 }) !== undefined) syncEntries(userDirectory);
    closeToOthers(directory);
    accessSync(directory, constants.R_OK | constants.X_OK);
    return directory;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw runtimeErrors.noDirectory({ directory, reason }, { cause: error });
  }
}

/** Makes new entries of a folder last over a power cut. Windows cannot open a folder, and does not need to. */
function syncEntries(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A copy or a backup may have come back with other modes. Whoever keeps secrets in it says so if this fails. */
function closeToOthers(directory: string): void {
  const { mode } = statSync(directory);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  try {
    chmodSync(directory, mode & 0o700);
  } catch {
    // It belongs to somebody else: that it can be used is what counts here.
  }
}
