import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { auditErrors } from '../../common/errors.ts';

/** Where files of destinations may lie. */
export interface Places {
  readonly userDirectory: string;
  /** Millwright's own: nothing else is written there. */
  readonly own: string;
}

/**
 * The real path of a directory that a destination writes to, through links, whether it exists or not.
 *
 * @throws `audit.directory-forbidden`
 */
export function directoryOf(directory: string, { userDirectory, own }: Places): string {
  const whole = resolve(userDirectory, directory);
  const isOutside = !isAbsolute(directory) && !isInside(whole, resolve(userDirectory));
  const real = realPath(whole);
  if (directory.includes('\0') || isOutside || isInside(real, realPath(own))) {
    throw auditErrors.directoryForbidden({ directory });
  }
  return real;
}

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** Of what is not there yet: the real path of what it would be made in, and its names below that. */
function realPath(path: string): string {
  if (path.includes('\0') || path === dirname(path)) return path;
  return existsSync(path) ? realpathSync.native(path) : join(realPath(dirname(path)), basename(path));
}
