import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Whose a file is, and who may do what with it. */
type Belonging = Pick<Stats, 'mode' | 'uid' | 'gid'>;

function give(path: string, { mode, uid, gid }: Belonging): void {
  if (process.platform === 'win32') return;
  const { uid: ownUid, gid: ownGid } = statSync(path);
  if (uid !== ownUid || gid !== ownGid) chownSync(path, uid, gid);
  chmodSync(path, mode & 0o7777);
}

function sync(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes a new file beside where it shall be; whoever it belongs to is the one that it is for. */
export function writeDraft(path: string, text: string, belonging: Belonging): void {
  writeFileSync(path, text, { flag: 'wx' });
  try {
    give(path, belonging);
    sync(path);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Puts a draft in its place, at one stroke. */
export function putInPlace(draft: string, path: string): void {
  renameSync(draft, path);
  sync(dirname(path));
}

/** A directory for the owner of another path alone; what is there stays as it is. */
export function makeDirectoryLike(path: string, { uid, gid }: Belonging): void {
  if (existsSync(path)) return;
  mkdirSync(path, { mode: 0o700 });
  give(path, { mode: 0o700, uid, gid });
}

/** Keeps a copy under a name that is free: the name itself, or with the time behind it. Returns the path. */
export function keepCopy(path: string, now: Date): string {
  const first = `${path}.before-millwright`;
  const free = existsSync(first) ? `${first}-${now.toISOString().replaceAll(':', '-')}` : first;
  copyFileSync(path, free, constants.COPYFILE_EXCL);
  give(free, statSync(path));
  sync(free);
  return free;
}
