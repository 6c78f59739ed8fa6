import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** SQLite's code for a file that somebody else has locked. */
const busy = 5;

/**
 * Keeps a directory to one process, which the system tells from others also where they run in other containers. However that
 * process ends, the lock is gone with it. It is one of SQLite, since Node.js offers no other.
 */
export class ProcessLock {
  readonly #file: string;
  #database: DatabaseSync | undefined;

  /** @param file of which nothing is ever read; it stays when the lock is given back */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * @returns false where another process has it. A disk that knows no locks has one process, as far as anybody can tell
   */
  take(): boolean {
    if (this.#database) return true;
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
    let database: DatabaseSync | undefined;
    try {
      closeSync(openSync(this.#file, 'a', 0o600));
      database = new Database(this.#file);
      database.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive');
      this.#database = database;
      return true;
    } catch (error) {
      if (database?.isOpen) database.close();
      return (error as { readonly errcode?: unknown }).errcode !== busy;
    }
  }

  release(): void {
    this.#database?.close();
    this.#database = undefined;
  }
}
