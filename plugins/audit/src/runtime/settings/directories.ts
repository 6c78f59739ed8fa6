import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { auditErrors } from '../../common/errors.ts';

/** Where files of destinations may lie. */
export interface Places {
  readonly userDirectory: string;
  /** Millwright's own: nothing else is written there. */
  readonly own: string;
}

/**
 * The real path of a directory that a destination writes to, through links, whether it exists or not. It may lie on a
 * share that does not answer: then this takes as long as that does.
 *
 * @throws `audit.directory-forbidden`
 */
export async function directoryOf(directory: string, { userDirectory, own }: Places): Promise<string> {
  if (directory.includes('\0')) throw auditErrors.directoryForbidden({ directory });
  const whole = wholePath(directory, userDirectory);
  const isOutside = !isAbsolute(directory) && !isInside(whole, resolve(userDirectory));
  if (isOutside || isInside(whole, own)) throw auditErrors.directoryForbidden({ directory });
  // One after the other: each call has a thread of its own, and there are few of them.
  const realOwn = await realPath(own);
  const real = await realPath(whole);
  if (isInside(real, realOwn)) throw auditErrors.directoryForbidden({ directory });
  return real;
}

/** Where a directory of the settings lies, as far as can be told without asking the disk. */
export const wholePath = (directory: string, userDirectory: string): string =>
  resolve(userDirectory, directory);

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** Of what is not there yet: the real path of what it would be made in, and its names below that. */
async function realPath(path: string): Promise<string> {
  if (path === dirname(path)) return path;
  try {
    return await realpath(path);
  } catch {
    return join(await realPath(dirname(path)), basename(path));
  }
}
