import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { syncDirectory } from '@millwright/store';

/** Whether the file system says so. */
export const isOfFiles = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

/** What the file system says of a file that will not be readable soon either: bad sectors, somebody's rights. */
const lasting: ReadonlySet<string | undefined> = new Set(['EIO', 'EBADMSG', 'EACCES', 'EPERM', 'EISDIR']);
export const isUnreadable = (error: unknown): boolean => isOfFiles(error) && lasting.has(error.code);

/** Reads parts of files, of which it holds the latest open. */
export class PartReader {
  #path: string | undefined;
  #file = -1;

  /** So many bytes from one place on; fewer where the file ends. */
  read(path: string, at: number, length: number): Buffer {
    if (path !== this.#path) {
      this.close();
      this.#file = openSync(path, 'r');
      this.#path = path;
    }
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(this.#file, bytes, filled, length - filled, at + filled);
      if (read === 0) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  }

  close(): void {
    if (this.#path !== undefined) closeSync(this.#file);
    this.#path = undefined;
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
  }
}

/**
 * A file that only grows, its owner's alone. A write that fails leaves it as it was: what was written of it is cut off
 * before the next one.
 */
export class GrowingFile {
  readonly path: string;
  readonly #file: number;
  #length: number;
  #isTorn = false;

  /** @param length where the next write goes; what is behind it is cut off */
  constructor(path: string, length: number) {
    this.path = path;
    this.#file = openSync(path, length === 0 ? 'w' : 'r+', 0o600);
    this.#length = length;
    this.#isTorn = length > 0;
    if (length === 0) syncDirectory(dirname(path));
  }

  get length(): number {
    return this.#length;
  }

  /** @throws what the file system says */
  append(bytes: Uint8Array): void {
    if (this.#isTorn) ftruncateSync(this.#file, this.#length);
    this.#isTorn = true;
    writeAll(this.#file, bytes, this.#length);
    this.#isTorn = false;
    this.#length += bytes.length;
  }

  /** @throws what the file system says */
  sync(): void {
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/**
 * Writes a file that after a power cut is either whole or as before.
 *
 * @throws what the file system says, and leaves no draft then
 */
export function replaceFile(path: string, parts: Iterable<Uint8Array>): void {
  const draft = `${path}.draft`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      let at = 0;
      for (const part of parts) {
        writeAll(file, part, at);
        at += part.length;
      }
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncDirectory(dirname(path));
}
