import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { asideName, keepPrivate, storageFailure, writeDurableFile } from '@millwright/store';
import * as v from 'valibot';
import { historyErrors } from '../../common/errors.ts';
import { defaultSettings, type HistorySettings, historySettings } from '../../common/settings.ts';

export interface SettingsFileOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
  /** Told of what is wrong with the file, and when nothing is any more. */
  readonly onProblem: (problem: Error | undefined) => void;
}

/**
 * The settings of history, in a file of their own (`history.json`, 0600): what becomes of a deploy that cannot be kept
 * must be known also when the database cannot be opened.
 */
export class SettingsFile {
  readonly #options: SettingsFileOptions;
  #settings: HistorySettings = defaultSettings;
  #problem: Error | undefined;

  constructor(options: SettingsFileOptions) {
    this.#options = options;
  }

  /** What holds now: the defaults while there is no file, or none that can be understood. */
  current(): HistorySettings {
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
      this.#settings = existsSync(file) ? read(file) : defaultSettings;
      this.#tell(undefined);
    } catch (error) {
      this.#settings = defaultSettings;
      this.#tell(error as Error);
    }
  }

  /**
   * Durable when this returns. A damaged file is set aside, not replaced.
   *
   * @throws errors of the `store` table, and `runtime.no-directory`; what held before holds then
   */
  save(settings: HistorySettings): void {
    const file = this.#file();
    try {
      if (existsSync(file) && !isSound(file)) renameSync(file, asideName(file, this.#options.now()));
      writeDurableFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
    } catch (error) {
      throw storageFailure(error, file) ?? error;
    }
    this.#settings = settings;
    this.#tell(undefined);
  }

  #file(): string {
    return join(this.#options.directory(), 'history.json');
  }

  #tell(problem: Error | undefined): void {
    if (problem?.message === this.#problem?.message) return;
    this.#problem = problem;
    this.#options.onProblem(problem);
  }
}

/** @throws `history.settings-damaged` */
function read(file: string): HistorySettings {
  let text: unknown;
  try {
    keepPrivate(file);
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw historyErrors.settingsDamaged({ file, reason: (error as Error).message }, { cause: error });
  }
  const parsed = v.safeParse(historySettings, text);
  if (parsed.success) return parsed.output;
  const [{ path = [], message }] = parsed.issues;
  const where = path.map(({ key }) => `${String(key)}: `).join('');
  throw historyErrors.settingsDamaged({ file, reason: `${where}${message}` });
}

function isSound(file: string): boolean {
  try {
    read(file);
    return true;
  } catch {
    return false;
  }
}
