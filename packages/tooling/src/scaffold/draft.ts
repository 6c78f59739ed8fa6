import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from './refusal.ts';

/** What is to be written below a folder: new files, and others that change. Before `write` nothing is touched. */
export class Draft {
  readonly root: string;
  readonly #added = new Map<string, string>();
  readonly #changed = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  /** The paths of what is new and of what changes, from the root. */
  get paths(): readonly string[] {
    return [...this.#added.keys(), ...this.#changed.keys()];
  }

  /** @throws Refusal when the file is there */
  add(path: string, text: string): void {
    if (existsSync(join(this.root, path)))
      throw new Refusal(`${path} is there already.`, 'Choose another name, or move that file away.');
    this.#added.set(path, text);
  }

  /** Changes a file as it stands on disk, or as it was changed before. */
  change(path: string, change: (text: string) => string): void {
    const text = this.#changed.get(path) ?? readFileSync(join(this.root, path), 'utf8');
    this.#changed.set(path, change(text));
  }

  /** Writes everything and then runs `afterwards`. When any of it fails, everything is as it was. */
  write(afterwards: () => void): void {
    const undo: (() => void)[] = [];
    try {
      for (const [path, text] of this.#added) undo.unshift(writeNew(join(this.root, path), text));
      for (const [path, text] of this.#changed) undo.unshift(writeOver(join(this.root, path), text));
      afterwards();
    } catch (error) {
      for (const step of undo) step();
      throw error;
    }
  }
}

function writeNew(path: string, text: string): () => void {
  // The first folder that is made holds all that is to be taken back.
  const made = mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  return () => rmSync(made ?? path, { recursive: true, force: true });
}

function writeOver(path: string, text: string): () => void {
  const before = readFileSync(path);
  const { atime, mtime } = statSync(path);
  writeFileSync(path, text);
  return () => {
    writeFileSync(path, before);
    // A newer package-lock.json would mean that something is to be installed.
    utimesSync(path, atime, mtime);
  };
}
