import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { auditErrors } from '../../common/errors.ts';
import { directoryFailure } from './failures.ts';
import { checkpointsFile } from './file-sender.ts';

/** No more than this is read of checkpoints that are kept in a directory: more than a hundred thousand of them. */
const mostBytes = 64 * 1024 * 1024;

/** What the files with checkpoints in a directory hold. */
export interface FileAnchors {
  /** Newest files first; of one that is too long, its end. */
  readonly text: string;
  /** `audit.anchors-cut` if there is more. */
  readonly problem?: Error;
}

/**
 * What the files with checkpoints in a directory hold, with those that were rotated away and not compressed.
 *
 * @param name as people gave it
 * @param most how many bytes are read, the newest
 * @throws `audit.directory-failed`
 */
export async function readFileAnchors(
  directory: string,
  name: string,
  most: number = mostBytes,
): Promise<FileAnchors> {
  try {
    let room = most;
    let isCut = false;
    const texts: string[] = [];
    for (const { path, size } of await filesIn(directory)) {
      const length = Math.min(size, room);
      isCut ||= length < size;
      if (length > 0) texts.push(await endOf(path, size, length));
      room -= length;
    }
    const text = texts.join('\n');
    return isCut
      ? {
          text,
          problem: auditErrors.anchorsCut({ directory: name, megabytes: Math.round(most / 1024 ** 2) }),
        }
      : { text };
  } catch (error) {
    throw directoryFailure(error, name);
  }
}

interface Found {
  readonly path: string;
  readonly size: number;
}

/** The one that grows, then those that were rotated away, the newest first. */
async function filesIn(directory: string): Promise<readonly Found[]> {
  const names = (await readdir(directory)).filter(
    (file) => file.startsWith(checkpointsFile) && !/\.(gz|xz|zst|bz2|zip)$/.test(file),
  );
  const found: (Found & { readonly time: number })[] = [];
  for (const name of names) {
    const path = join(directory, name);
    const one = await stat(path);
    // Only of a file: to open something else may never end.
    const time = name === checkpointsFile ? Number.POSITIVE_INFINITY : one.mtimeMs;
    if (one.isFile()) found.push({ path, size: one.size, time });
  }
  return found.sort((one, other) => (one.time === other.time ? 0 : other.time - one.time));
}

async function endOf(path: string, size: number, length: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, size - length);
    return buffer.subarray(0, bytesRead).toString();
  } finally {
    await handle.close();
  }
}
