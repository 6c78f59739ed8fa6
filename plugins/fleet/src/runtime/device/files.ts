import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  fsyncSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import {
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Makes the entries of a folder last over a power cut. Windows cannot open a folder, and does not need to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await syncFile(folder);
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** By file, what is being written: two writers have the same draft, and the later one is to stand. */
const writing = new Map<string, Promise<void>>();

/**
 * Writes a file that after a power cut is either whole or as before, without keeping the flows waiting for the disk. Of two at
 * once the later one begins when the earlier one has ended.
 *
 * @param mode 0600 unless others read it by right, as Node-RED's own files
 */
export async function writeWhole(file: string, text: string | Uint8Array, mode = 0o600): Promise<void> {
  const before = writing.get(file) ?? Promise.resolve();
  // How the earlier one ends is said to whoever asked for it.
  const written = before.catch(() => {}).then(() => writeDraft(file, text, mode));
  writing.set(file, written);
  try {
    await written;
  } finally {
    if (writing.get(file) === written) writing.delete(file);
  }
}

async function writeDraft(file: string, text: string | Uint8Array, mode: number): Promise<void> {
  const draft = `${file}.draft`;
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.chmod(mode);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    // On a full disk the half of a file would take what room is left.
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Makes a folder for its owner alone, with all above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** What stands in a folder; nothing if there is none. */
export async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

export const isMissing = (error: unknown): boolean =>
  codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

/** What a disk answers, or who shares it out, when nothing fits any more. */
const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
export const isFull = (error: unknown): boolean => full.has(codeOf(error));

export const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;

/** Makes all that is below a folder last over a power cut. */
export async function syncTree(folder: string, signal?: AbortSignal): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    signal?.throwIfAborted();
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path, signal);
    else if (entry.isFile()) await syncFile(path);
  }
  await syncFolder(folder);
}

/**
 * Copies a folder, durably: by further names of the same files where the disk has those, which takes neither time nor room. Links
 * within it stay what they are.
 */
export async function copyTree(from: string, to: string, signal?: AbortSignal): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    signal?.throwIfAborted();
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target, signal);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isFile()) await copyOne(source, target);
  }
  await syncFolder(to);
}

/** What disks answer that have no further names, for files of others, or for so many. */
const withoutLinks: ReadonlySet<unknown> = new Set([
  'EPERM',
  'EMLINK',
  'EXDEV',
  'ENOSYS',
  'ENOTSUP',
  'EACCES',
]);

/** One file, by a further name where the disk has those. */
export async function copyOne(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!withoutLinks.has(codeOf(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await chmod(to, (await lstat(from)).mode);
    await syncFile(to);
  }
}

/** Writes over a file before it is removed, as far as the disk does what it is told: a memory card may keep old blocks. */
export function destroyFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, Buffer.alloc(fstatSync(handle).size));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  rmSync(file);
}
