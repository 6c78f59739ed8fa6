import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncDirectory } from './durable-file.ts';

/**
 * Makes a folder that its owner alone may enter, if it is not there, and its entry durable: without that, all that is
 * in it would be gone after a power cut.
 *
 * @throws what the file system says
 */
export function makePrivateDirectory(directory: string): void {
  const first = mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = directory; made.length >= first.length; made = dirname(made)) syncDirectory(dirname(made));
}

/**
 * Takes a file or folder away from the group and all others: a backup or a copy may have come back with other modes.
 * Windows has none; there the profile's folder protects what is in it.
 *
 * @returns whether it is the owner's alone now; false if it belongs to somebody else, or the disk is read-only
 * @throws what the file system says when it cannot be looked at
 */
export function keepPrivate(path: string): boolean {
  if (process.platform === 'win32') return true;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & 0o077) === 0) return true;
  try {
    chmodSync(path, mode & 0o700);
    return true;
  } catch {
    return false;
  }
}
