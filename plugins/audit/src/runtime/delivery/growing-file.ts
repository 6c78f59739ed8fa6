import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Never through a link: who may write the directory would choose what Node-RED writes to. */
const appending = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/** Read of a file that may be large: the last record is somewhere in there. */
const tailBytes = 4 * 1024 * 1024;

/** A file that only ever grows by whole pieces. */
export class GrowingFile {
  readonly #handle: FileHandle;
  readonly #identity: string;
  #end: string;

  private constructor(handle: FileHandle, identity: string, end: string) {
    this.#handle = handle;
    this.#identity = identity;
    this.#end = end;
  }

  static async open(path: string): Promise<GrowingFile> {
    const directory = dirname(path);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const isNew = (await stat(path).catch(() => undefined)) === undefined;
    const handle = await open(path, appending, 0o600);
    try {
      const { size, dev, ino } = await handle.stat();
      const end = await tailOf(handle, size);
      const whole = end.slice(0, end.lastIndexOf('\n') + 1);
      // Half a piece is left where the power went while it was written; nobody was told that it is there.
      const half = Buffer.byteLength(end) - Buffer.byteLength(whole);
      if (half > 0) await handle.truncate(size - half);
      if (isNew) await syncEntries(directory);
      return new GrowingFile(handle, `${dev}:${ino}`, whole);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The last whole lines of what was in it when it was opened; empty once something was appended. */
  get end(): string {
    return this.#end;
  }

  async isAt(path: string): Promise<boolean> {
    const found = await stat(path).catch(() => undefined);
    return found !== undefined && `${found.dev}:${found.ino}` === this.#identity;
  }

  /** Durable when this resolves; else nothing of it is there. */
  async append(text: string): Promise<void> {
    this.#end = '';
    const { size } = await this.#handle.stat();
    try {
      await this.#handle.appendFile(text);
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

/** Makes new and renamed entries of a directory durable. Windows cannot open a directory, and does not need to. */
export async function syncEntries(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The last bytes as text, from the beginning of a line. */
async function tailOf(handle: FileHandle, size: number): Promise<string> {
  const length = Math.min(size, tailBytes);
  const buffer = Buffer.alloc(length);
  await handle.read(buffer, 0, length, size - length);
  const start = size > length ? buffer.indexOf('\n') + 1 : 0;
  return buffer.subarray(start).toString();
}
