import { rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing, syncFolder, writeWhole } from '../files.ts';

/** A mark on the disk for as long as a switch is half done: where it stands, what lies there may be of two versions. */
export class HalfWay {
  readonly #file: string;

  /** @param file in a folder that is there */
  constructor(file: string) {
    this.#file = file;
  }

  /** Durable before anything is changed. */
  async begin(slot: string): Promise<void> {
    if (!(await this.isThere())) await writeWhole(this.#file, `${slot}\n`);
  }

  /** All that was changed is durable. */
  async end(): Promise<void> {
    await rm(this.#file, { force: true });
    await syncFolder(dirname(this.#file));
  }

  async isThere(): Promise<boolean> {
    try {
      await stat(this.#file);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}
