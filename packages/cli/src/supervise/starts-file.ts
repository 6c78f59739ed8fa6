import { dirname } from 'node:path';
import { makePrivateDirectory, writeDurableFile } from '@millwright/store';
import * as v from 'valibot';
import { readJson, systemCode } from '../doctor/user-directory/files.ts';
import { noStarts, type Starts, startsSchema } from './starts.ts';

/**
 * Keeps the starts on the disk. A disk that is full or read-only, or a file that cannot be read, keeps nothing from
 * being started: it is said once, and what is known is kept in memory.
 */
export class StartsFile {
  readonly #path: string;
  readonly #say: (text: string) => void;
  #saidUnwritten = false;

  constructor(path: string, say: (text: string) => void) {
    this.#path = path;
    this.#say = say;
  }

  read(): Starts {
    const read = readJson(this.#path);
    if (read.kind === 'missing') return noStarts;
    const starts = read.kind === 'found' ? v.safeParse(startsSchema, read.value) : undefined;
    if (starts?.success) return starts.output;
    const reason = read.kind === 'unreadable' ? read.reason : 'it is of another version';
    this.#say(`${this.#path} cannot be read (${reason}): starts are counted anew`);
    return noStarts;
  }

  /** Durable when it returns, where that is possible. */
  write(starts: Starts): void {
    try {
      makePrivateDirectory(dirname(this.#path));
      writeDurableFile(this.#path, `${JSON.stringify(starts)}\n`);
      this.#saidUnwritten = false;
    } catch (error) {
      if (!this.#saidUnwritten)
        this.#say(
          `${this.#path} cannot be written (${systemCode(error)}): starts are counted in memory alone`,
        );
      this.#saidUnwritten = true;
    }
  }
}
