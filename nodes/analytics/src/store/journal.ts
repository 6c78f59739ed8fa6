import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GrowingFile, isUnreadable, replaceFile } from './files.ts';
import {
  encodeFrame,
  type JournalFrame,
  type LostFrames,
  type NumberedSamples,
  readFrames,
  type Sequences,
} from './journal-frame.ts';

const namePattern = /^journal-(\d{8,})$/;
const name = (id: number): string => `journal-${String(id).padStart(8, '0')}`;

/** Undefined where it cannot be read. @throws what the file system says, where that may be otherwise soon */
function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return undefined;
  }
}

/** What the journal that was found says. */
export interface FoundJournal {
  readonly frames: readonly (JournalFrame | LostFrames)[];
  /** The name that it has once another one is begun: a newer version has written into it, or it is damaged. */
  readonly aside?: string;
  /** Of what a newer version has written into it. */
  readonly unknownFormat?: number;
}

/**
 * The samples that stand in no block yet, on disk: what comes is added and made durable at once. It is begun anew with
 * what is still needed of it at each start, and when it has grown.
 */
export class Journal {
  readonly #directory: string;
  readonly #smallest: number;
  #id = 0;
  /** The one that is added to. */
  #file: GrowingFile | undefined;
  #begunWith = 0;
  /** The name under which the one that was found is kept, where it is not only what was taken over from it. */
  #aside: string | undefined;

  /** @param smallest bytes below which it is not begun anew */
  constructor(directory: string, smallest: number) {
    this.#directory = directory;
    this.#smallest = smallest;
  }

  /**
   * Reads what is there. Only the newest one counts: it was begun with all that was needed.
   *
   * @throws what the file system says
   */
  load(): FoundJournal {
    this.#id = this.#ids().at(-1) ?? 0;
    this.#aside = undefined;
    if (this.#id === 0) return { frames: [] };
    const file = join(this.#directory, name(this.#id));
    const bytes = bytesOf(file);
    if (!bytes) {
      this.#aside = `${file}.damaged`;
      return { frames: [{ is: 'lost' }], aside: this.#aside };
    }
    const { frames, unknownFormat } = readFrames(bytes);
    const isDamaged = frames.some(({ is }) => is === 'lost');
    if (unknownFormat !== undefined) this.#aside = `${file}.format-${unknownFormat}`;
    else if (isDamaged) this.#aside = `${file}.damaged`;
    return {
      frames,
      ...(this.#aside !== undefined && { aside: this.#aside }),
      ...(unknownFormat !== undefined && { unknownFormat }),
    };
  }

  #ids(): readonly number[] {
    return readdirSync(this.#directory)
      .flatMap((file) => namePattern.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  get bytes(): number {
    return this.#file?.length ?? 0;
  }

  /** Whether it has to be begun anew. */
  get isDue(): boolean {
    return !this.#file || this.#file.length > Math.max(this.#smallest, 2 * this.#begunWith);
  }

  /** Adds samples to a journal that is not due; they are on disk when this returns. @throws what the file system says */
  append(samples: NumberedSamples): void {
    this.#file?.append(encodeFrame({ is: 'samples', samples }));
    this.#file?.sync();
  }

  /**
   * Begins it anew. What the blocks hold has to be on disk before.
   *
   * @throws what the file system says; then it is as before
   */
  begin(sequences: Sequences, samples: Iterable<NumberedSamples>): void {
    const path = join(this.#directory, name(this.#id + 1));
    let length = 0;
    function* parts(): Iterable<Uint8Array> {
      for (const frame of framesOf(sequences, samples)) {
        const bytes = encodeFrame(frame);
        length += bytes.length;
        yield bytes;
      }
    }
    replaceFile(path, parts());
    this.close();
    this.#id += 1;
    this.#file = new GrowingFile(path, length);
    this.#begunWith = length;
    this.#clear();
  }

  /** Takes away the ones before. One that holds more than was taken over stays, by another name. */
  #clear(): void {
    const earlier = this.#ids().filter((id) => id < this.#id);
    for (const id of earlier) {
      const file = join(this.#directory, name(id));
      if (this.#aside?.startsWith(`${file}.`)) renameSync(file, this.#aside);
      else rmSync(file, { force: true });
    }
    this.#aside = undefined;
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }
}

function* framesOf(sequences: Sequences, samples: Iterable<NumberedSamples>): Iterable<JournalFrame> {
  yield { is: 'sequences', sequences };
  for (const each of samples) yield { is: 'samples', samples: each };
}
