import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '@millwright/tags';

/** So long after a change the file is written: many changes are one write. */
const delay = 1_000;

/** The values of a server over restarts: a file of JSON, replaced as a whole. */
export class KeptValues {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #values: () => Readonly<Record<string, unknown>>;
  readonly #onFault: (error: unknown) => void;
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    path: string,
    {
      clock,
      values,
      onFault,
    }: {
      readonly clock: Clock;
      readonly values: () => Readonly<Record<string, unknown>>;
      readonly onFault: (error: unknown) => void;
    },
  ) {
    this.#path = path;
    this.#clock = clock;
    this.#values = values;
    this.#onFault = onFault;
  }

  /** What was kept; nothing where there is no file yet, or it cannot be read. */
  read(): Readonly<Record<string, unknown>> {
    try {
      const kept: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      return typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {};
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) this.#onFault(error);
      return {};
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
    const text = JSON.stringify(this.#values(), (_key, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
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
