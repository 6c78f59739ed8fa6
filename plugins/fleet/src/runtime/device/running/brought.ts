import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { boundedText } from '@millwright/schema';
import * as v from 'valibot';
import { makeFolder, writeWhole } from '../files.ts';

const text = boundedText(1000);
const brought = v.record(
  text,
  v.object({ version: v.exactOptional(text), integrity: v.exactOptional(text) }),
);

/** By name, what a switch has put into `node_modules` or `package.json`. All else there is somebody else's. */
export type Brought = v.InferOutput<typeof brought>;

/** The list of it on the disk: a module without nodes cannot be told from one that `settings.js` needs. */
export class BroughtFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** One that cannot be read is none: rather something stays than that something is missing. */
  async read(): Promise<Brought> {
    try {
      return v.parse(brought, JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return {};
    }
  }

  async write(list: Brought): Promise<void> {
    await makeFolder(dirname(this.#file));
    await writeWhole(this.#file, `${JSON.stringify(list)}\n`);
  }
}
