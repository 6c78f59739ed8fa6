import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { asideName } from './aside-name.ts';
import { writeDurableFile } from './durable-file.ts';
import { keepPrivate } from './private.ts';
import { storageFailure } from './sqlite-failure.ts';

export interface SettingsFileOptions<Settings> {
  /** Of the file, such as `history.json`. */
  readonly name: string;
  readonly schema: v.GenericSchema<unknown, Settings>;
  /** Hold while there is no file, or none that can be understood. */
  readonly defaults: Settings;
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
  /** What is said of a file that cannot be understood. */
  readonly damaged: (facts: DamagedSettings, options?: ErrorOptions) => Error;
  /** Told of what is wrong with the file, and when nothing is any more. */
  readonly onProblem: (problem: Error | undefined) => void;
}

export interface DamagedSettings {
  readonly file: string;
  readonly reason: string;
}

/**
 * The settings of one area, in a file of their own (0600): what becomes of a deploy that cannot be kept must be known
 * also when the database cannot be opened.
 */
export class SettingsFile<Settings> {
  readonly #options: SettingsFileOptions<Settings>;
  #settings: Settings;
  #problem: Error | undefined;

  constructor(options: SettingsFileOptions<Settings>) {
    this.#options = options;
    this.#settings = options.defaults;
  }

  /** What holds now: the defaults while there is no file, or none that can be understood. */
  current(): Settings {
    return this.#settings;
  }

  /** The file could not be read or understood. */
  get failing(): boolean {
    return this.#problem !== undefined;
  }

  /** Reads the file. It is never written over because it is damaged: people may want to mend it. */
  load(): void {
    try {
      const file = this.#file();
      this.#settings = existsSync(file) ? this.#read(file) : this.#options.defaults;
      this.#tell(undefined);
    } catch (error) {
      this.#settings = this.#options.defaults;
      this.#tell(error as Error);
    }
  }

  /**
   * Durable when this returns. A damaged file is set aside, not replaced.
   *
   * @throws errors of the `store` table, and `runtime.no-directory`; what held before holds then
   */
  save(settings: Settings): void {
    const file = this.#file();
    try {
      if (existsSync(file) && !this.#isSound(file)) renameSync(file, asideName(file, this.#options.now()));
      writeDurableFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
    } catch (error) {
      throw storageFailure(error, file) ?? error;
    }
    this.#settings = settings;
    this.#tell(undefined);
  }

  #file(): string {
    return join(this.#options.directory(), this.#options.name);
  }

  #tell(problem: Error | undefined): void {
    if (problem?.message === this.#problem?.message) return;
    this.#problem = problem;
    this.#options.onProblem(problem);
  }

  #read(file: string): Settings {
    const { schema, damaged } = this.#options;
    let text: unknown;
    try {
      keepPrivate(file);
      text = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw damaged({ file, reason: (error as Error).message }, { cause: error });
    }
    const parsed = v.safeParse(schema, text);
    if (parsed.success) return parsed.output;
    const [{ path = [], message }] = parsed.issues;
    const where = path.map(({ key }) => `${String(key)}: `).join('');
    throw damaged({ file, reason: `${where}${message}` });
  }

  #isSound(file: string): boolean {
    try {
      this.#read(file);
      return true;
    } catch {
      return false;
    }
  }
}
