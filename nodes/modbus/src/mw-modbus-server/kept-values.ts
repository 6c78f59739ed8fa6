import { readFileSync, renameSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatProblem, problemOf } from '@millwright/schema';
import type { Clock } from '@millwright/tags';
import * as v from 'valibot';
import { modbusNodeErrors } from '../common/errors.ts';
import { type KeptTags, keptFile, keptText, soundTags } from './kept-tag.ts';

/** So long after a change the file is written: many changes are one write. */
const delay = 1_000;

/** The values of a server over restarts: a file of JSON, replaced as a whole. */
export class KeptValues {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #tags: () => KeptTags;
  readonly #onFault: (error: unknown) => void;
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    path: string,
    {
      clock,
      tags,
      onFault,
    }: {
      readonly clock: Clock;
      readonly tags: () => KeptTags;
      readonly onFault: (error: unknown) => void;
    },
  ) {
    this.#path = path;
    this.#clock = clock;
    this.#tags = tags;
    this.#onFault = onFault;
  }

  /** What was kept, but for single tags that cannot be used; nothing where there is no file yet, or it is damaged. */
  read(): KeptTags {
    const text = this.#text();
    if (text === undefined) return {};
    try {
      const { sound, wrong } = soundTags(v.parse(keptFile, JSON.parse(text)));
      if (wrong.length > 0)
        this.#onFault(modbusNodeErrors.keptEntriesUnusable({ path: this.#path, names: wrong }));
      return sound;
    } catch (error) {
      this.#onFault(
        modbusNodeErrors.keptUnusable({
          path: this.#path,
          reason: reasonOf(error),
          beside: this.#setAside(),
        }),
      );
      return {};
    }
  }

  /** What the file says; undefined where there is none, or it cannot be read. */
  #text(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch (error) {
      const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
      if (isThere)
        this.#onFault(modbusNodeErrors.keptUnusable({ path: this.#path, reason: reasonOf(error) }));
      return undefined;
    }
  }

  /** The next change writes the file anew: a damaged one goes to another name before that, as one may still mend it. */
  #setAside(): string | undefined {
    const beside = `${this.#path}.damaged`;
    try {
      renameSync(this.#path, beside);
      return beside;
    } catch (error) {
      this.#onFault(error);
      return undefined;
    }
  }

  /** Something is other than it was. */
  changed(): void {
    this.#cancel ??= this.#clock.after(delay, () => void this.#write());
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    if (this.#cancel) await this.#write();
    await this.#writing;
  }

  #write(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const text = keptText(this.#tags());
    this.#writing = this.#writing
      .then(async () => {
        await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
        const beside = `${this.#path}.new`;
        await writeFile(beside, text, { mode: 0o600, flush: true });
        await rename(beside, this.#path);
      })
      .catch(this.#onFault);
    return this.#writing;
  }
}

const reasonOf = (error: unknown): string => {
  const [issue] = v.isValiError<typeof keptFile>(error) ? error.issues : [];
  if (issue) return formatProblem(problemOf([], issue));
  return error instanceof Error ? error.message : String(error);
};
