import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from '@millwright/store';
import { directoryFailure } from './failures.ts';
import type { Sender, SentCheckpoint, SentRecord } from './sender.ts';

export const eventsFile = 'events.jsonl';
export const checkpointsFile = 'checkpoints';

/** Never through a link: who may write the directory would choose what Node-RED writes to. */
const appending = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/**
 * Files in a directory: events, one on each line, and checkpoints, one after the other. Whoever has them rotated moves
 * them away: then they are begun anew.
 *
 * @param directory real and absolute; asked for at each use, since a link may lead elsewhere by now
 * @param name as people gave it
 */
export function openFileSender(directory: () => string, name: string): Sender {
  const files = new Map<string, GrowingFile>();

  /** The file that has the name now, which may be another one than last time. */
  async function file(fileName: string): Promise<GrowingFile> {
    const path = join(directory(), fileName);
    const former = files.get(fileName);
    if (former && (await former.isAt(path))) return former;
    files.delete(fileName);
    await former?.close();
    const opened = await GrowingFile.open(path);
    files.set(fileName, opened);
    return opened;
  }

  async function doing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw directoryFailure(error, name);
    }
  }

  return {
    send: (records) => doing(async () => (await file(eventsFile)).append(linesOf(records))),
    anchor: ({ note }: SentCheckpoint) => doing(async () => (await file(checkpointsFile)).append([note])),
    // A message in the file would be no event: that it can be opened and synced says it all.
    test: () => doing(async () => (await file(eventsFile)).append([])),
    async close() {
      const all = [...files.values()];
      files.clear();
      await Promise.all(all.map((one) => one.close()));
    },
  };
}

const linesOf = (records: readonly SentRecord[]): readonly string[] =>
  records.map(({ record }) => `${record}\n`);

/** Read of a file that may be large: the last record is somewhere in there. */
const tailBytes = 4 * 1024 * 1024;

/** A file that only ever grows by whole pieces. */
class GrowingFile {
  readonly #handle: FileHandle;
  readonly #identity: string;
  /** The end of what was in it when it was opened: a piece that was written, but not known to be, is not written twice. */
  #end: string;

  private constructor(handle: FileHandle, identity: string, end: string) {
    this.#handle = handle;
    this.#identity = identity;
    this.#end = end;
  }

  static async open(path: string): Promise<GrowingFile> {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const isNew = (await stat(path).catch(() => undefined)) === undefined;
    const handle = await open(path, appending, 0o600);
    try {
      const { size, dev, ino } = await handle.stat();
      const end = await tailOf(handle, size);
      // Half a piece is left where the power went while it was written; nobody was told that it is there.
      const half = Buffer.byteLength(end) - Buffer.byteLength(end.slice(0, end.lastIndexOf('\n') + 1));
      if (half > 0) await handle.truncate(size - half);
      if (isNew) syncDirectory(join(path, '..'));
      return new GrowingFile(
        handle,
        `${dev}:${ino}`,
        half > 0 ? end.slice(0, end.lastIndexOf('\n') + 1) : end,
      );
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async isAt(path: string): Promise<boolean> {
    const found = await stat(path).catch(() => undefined);
    return found !== undefined && `${found.dev}:${found.ino}` === this.#identity;
  }

  /** Durable when this resolves; else nothing of it is there. */
  async append(pieces: readonly string[]): Promise<void> {
    const fresh = pieces.slice(pieces.findLastIndex((piece) => this.#end.endsWith(piece)) + 1);
    this.#end = '';
    const { size } = await this.#handle.stat();
    try {
      await this.#handle.appendFile(fresh.join(''));
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(size).catch(() => {});
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** The last bytes as text, from the beginning of a character. */
async function tailOf(handle: FileHandle, size: number): Promise<string> {
  const length = Math.min(size, tailBytes);
  const buffer = Buffer.alloc(length);
  await handle.read(buffer, 0, length, size - length);
  const start = size > length ? buffer.indexOf('\n') + 1 : 0;
  return buffer.subarray(start).toString();
}

/** No more than this is read of checkpoints that are kept in a directory. */
const mostAnchorBytes = 64 * 1024 * 1024;

/**
 * What the files with checkpoints in a directory hold, with those that were rotated away and not compressed.
 *
 * @throws `audit.directory-failed`
 */
export async function readFileAnchors(directory: string, name: string): Promise<string> {
  try {
    const names = (await readdir(directory))
      .filter((file) => file.startsWith(checkpointsFile) && !/\.(gz|xz|zst|bz2)$/.test(file))
      .sort();
    let room = mostAnchorBytes;
    const texts: string[] = [];
    for (const file of names) {
      const path = join(directory, file);
      const found = await stat(path);
      if (!found.isFile() || found.size > room) continue;
      room -= found.size;
      texts.push(await readFile(path, 'utf8'));
    }
    return texts.join('\n');
  } catch (error) {
    throw directoryFailure(error, name);
  }
}
