import { randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { asideName } from '@millwright/store';
import { isFull, isMissing, syncFolder, writeWhole } from './files.ts';

const megabyte = 2 ** 20;
/** So much has to be free before a megabyte is set aside again, or it would be in the way of what has just found room. */
const plenty = 8 * megabyte;

/** `journal.json`, and a reserve of a megabyte which is given free when the disk is full: a device goes on deciding then. */
export class JournalFile {
  readonly #directory: string;
  #freed = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get #file(): string {
    return join(this.#directory, 'journal.json');
  }

  get #reserve(): string {
    return join(this.#directory, 'reserve');
  }

  /**
   * What a process goes on with. Synced before it is read: the process before may have been killed between writing and syncing.
   *
   * @returns undefined if there is none
   * @throws what the disk says
   */
  async read(): Promise<string | undefined> {
    try {
      const handle = await open(this.#file, 'r');
      try {
        await handle.sync();
        await syncFolder(this.#directory);
        return await handle.readFile('utf8');
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Durable, or as before. @throws what the disk says; a full one only once the reserve is gone too */
  async write(text: string): Promise<void> {
    try {
      await writeWhole(this.#file, text);
    } catch (error) {
      if (!isFull(error)) throw error;
      await rm(this.#reserve, { force: true });
      this.#freed = true;
      await writeWhole(this.#file, text);
      return;
    }
    await this.#keepReserve();
  }

  /** One that cannot be read is kept for people under another name. */
  setAside(now: Date): void {
    const file = this.#file;
    if (existsSync(file)) renameSync(file, asideName(file, now));
  }

  /** Durable, like all that is written. */
  async remove(): Promise<void> {
    await rm(this.#file, { force: true });
    await syncFolder(this.#directory);
  }

  async #keepReserve(): Promise<void> {
    try {
      if (!this.#freed && (await stat(this.#reserve)).size === megabyte) return;
    } catch {
      // There is none yet.
    }
    try {
      const { bavail, bsize } = await statfs(this.#directory);
      if (bavail * bsize < plenty) return;
      // What no disk can store in less.
      await writeWhole(this.#reserve, randomBytes(megabyte));
      this.#freed = false;
    } catch {
      // It is a help, not a need: the next write tries again.
    }
  }
}
