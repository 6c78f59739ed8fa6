import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CodedError } from '@millwright/schema';
import { storeErrors } from './errors.ts';

/**
 * Primary result codes of SQLite, the low byte of what it reports.
 * @see https://www.sqlite.org/rescode.html
 */
const resultCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
};

/** Below this much free space a failing write or a failing growth of a file is taken for a full disk. */
const almostNothing = 64 * 1024;

interface SqliteError extends Error {
  readonly errcode: number;
  readonly errstr?: string;
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

function isDiskFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < almostNothing;
  } catch {
    return false;
  }
}

const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The coded error for a failure of SQLite or of the file system; undefined for anything else. */
export function storageFailure(error: unknown, file: string): CodedError | undefined {
  const options = { cause: error };
  if (isSqliteError(error)) {
    switch (error.errcode & 0xff) {
      case resultCodes.busy:
      case resultCodes.locked:
        return storeErrors.locked({ file }, options);
      case resultCodes.corrupt:
      case resultCodes.notADatabase:
        return storeErrors.damaged({ file }, options);
      case resultCodes.full:
        return storeErrors.diskFull({ file }, options);
      case resultCodes.readOnly:
        return storeErrors.notWritable({ file }, options);
      case resultCodes.inputOutput:
      case resultCodes.cannotOpen:
        if (isDiskFull(file)) return storeErrors.diskFull({ file }, options);
        return (error.errcode & 0xff) === resultCodes.cannotOpen
          ? storeErrors.notWritable({ file }, options)
          : storeErrors.inputOutput({ file, reason: error.errstr ?? error.message }, options);
      default:
        return undefined;
    }
  }
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return storeErrors.diskFull({ file }, options);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
      return storeErrors.notWritable({ file }, options);
    case 'EIO':
      return storeErrors.inputOutput({ file, reason: 'EIO' }, options);
    default:
      return undefined;
  }
}

/**
 * File systems over a network, on which the shared memory and the locks of SQLite do not hold.
 * @see https://www.sqlite.org/wal.html#noshm and `man 2 statfs` for the numbers
 */
const networkDisks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
]);

/** What kind of network share a directory lies on, if it lies on one. */
export function networkDisk(directory: string): string | undefined {
  return networkDisks.get(statfsSync(directory).type);
}
