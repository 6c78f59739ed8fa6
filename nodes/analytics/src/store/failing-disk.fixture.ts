import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';

/** What changes a file system, as this package does it. */
const changes = ['writeSync', 'ftruncateSync', 'fdatasyncSync', 'fsyncSync', 'renameSync', 'rmSync'] as const;
const writes = ['writeSync', 'fdatasyncSync'] as const;

const failure = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${code}: it was made to fail, ${syscall}`), { code, syscall });

/** Lets work run while calls of the file system fail, and gives the file system back after it. */
function withFailing(
  names: readonly (typeof changes)[number][],
  isFailing: () => boolean,
  code: string,
  work: () => void,
): void {
  for (const name of names) {
    const original = fs[name] as (...given: unknown[]) => unknown;
    mock.method(fs, name, (...given: unknown[]) => {
      if (isFailing()) throw failure(code, name);
      return original(...given);
    });
  }
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    mock.restoreAll();
    syncBuiltinESMExports();
  }
}

/**
 * Lets work change the file system so many times; nothing it does after that comes about, as after a kill.
 *
 * @returns how many changes it made or tried to make
 */
export function cutAfter(limit: number, work: () => void): number {
  let count = 0;
  const isFailing = (): boolean => {
    count += 1;
    return count > limit;
  };
  withFailing(changes, isFailing, 'EIO', work);
  return count;
}

/** Lets work run while there is no room: what is deleted is deleted. */
export const onFullDisk = (work: () => void): void => withFailing(writes, () => true, 'ENOSPC', work);
