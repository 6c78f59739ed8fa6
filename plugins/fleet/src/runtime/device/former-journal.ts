import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJournal, type State, writeJournal } from '@millwright/rollout';
import { writeWhole } from './files.ts';

/** The journal of when this was a device before: the slot from which Node-RED runs is not to be written over. */
export class FormerJournal {
  readonly #file: string;

  constructor(directory: string) {
    this.#file = join(directory, 'former.json');
  }

  async read(): Promise<State | undefined> {
    try {
      return readJournal(await readFile(this.#file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** @throws what the disk says */
  write(state: State): Promise<void> {
    return writeWhole(this.#file, writeJournal(state));
  }
}
