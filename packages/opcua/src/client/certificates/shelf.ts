import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Nothing that belongs here is larger: certificates have some 2 kB, revocation lists grow. */
const largestFile = 4 * 1024 * 1024;

/**
 * The files of one folder that its owner alone may read. What cannot be written is kept in memory instead, so that a disk without
 * room or leave for it stops nothing.
 */
export class Shelf {
  readonly #folder: string;
  readonly #onMemory: (error: unknown) => void;
  /** What differs from the disk; undefined where it was taken away. */
  readonly #memory = new Map<string, Buffer | undefined>();

  constructor(folder: string, onMemory: (error: unknown) => void) {
    this.#folder = folder;
    this.#onMemory = onMemory;
  }

  /** Makes the folder, and takes it away from the group and all others. */
  prepare(): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      if (isOpen(this.#folder)) chmodSync(this.#folder, 0o700);
    } catch (error) {
      this.#onMemory(error);
    }
  }

  /** The files that others than the owner may read and that were taken away from them now. */
  close(ending: string): readonly string[] {
    const open = this.#names().filter((name) => name.endsWith(ending) && isOpen(this.#path(name)));
    return open.filter((name) => {
      try {
        chmodSync(this.#path(name), 0o600);
        return true;
      } catch (error) {
        this.#onMemory(error);
        return false;
      }
    });
  }

  /** All files, by name. */
  entries(): ReadonlyMap<string, Buffer> {
    const names = new Set([...this.#names(), ...this.#memory.keys()]);
    return new Map(
      [...names].toSorted().flatMap((name) => {
        const bytes = this.read(name);
        return bytes ? [[name, bytes] as const] : [];
      }),
    );
  }

  read(name: string): Buffer | undefined {
    if (this.#memory.has(name)) return this.#memory.get(name);
    try {
      const path = this.#path(name);
      return statSync(path).size > largestFile ? undefined : readFileSync(path);
    } catch {
      return undefined;
    }
  }

  /** After a power cut it is either whole or as before. */
  write(name: string, bytes: Uint8Array): void {
    const path = this.#path(name);
    const draft = `${path}.draft`;
    try {
      const handle = openSync(draft, 'w', 0o600);
      try {
        writeSync(handle, bytes);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(draft, path);
      this.#memory.delete(name);
    } catch (error) {
      this.#memory.set(name, Buffer.from(bytes));
      this.#onMemory(error);
    }
  }

  remove(name: string): void {
    try {
      rmSync(this.#path(name), { force: true });
      this.#memory.delete(name);
    } catch (error) {
      this.#memory.set(name, undefined);
      this.#onMemory(error);
    }
  }

  #names(): readonly string[] {
    try {
      const entries = readdirSync(this.#folder, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.draft'))
        .map(({ name }) => name);
    } catch {
      return [];
    }
  }

  readonly #path = (name: string): string => join(this.#folder, name);
}

/** Windows has no such modes; there the profile's folder protects what is in it. */
const isOpen = (path: string): boolean => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
