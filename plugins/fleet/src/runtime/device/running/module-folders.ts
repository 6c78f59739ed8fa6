import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, copyOne, copyTree, entriesOf, isMissing, syncFolder } from '../files.ts';
import { linkAt } from './packages.ts';

/**
 * Changes a `node_modules`, each module in one step or two: what is to come is made beside and moved in, what was there is moved
 * out before. It is made within the folder itself, under a name that neither Node-RED nor npm looks at, so that it lies on the same
 * disk whatever is mounted where.
 */
export class ModuleFolders {
  readonly #folder: string;
  /** Makes names that nothing else has. */
  readonly #unique: () => string;

  constructor(folder: string, unique: () => string) {
    this.#folder = folder;
    this.#unique = unique;
  }

  /** Puts a copy of a module in. */
  async place(name: string, from: string, signal: AbortSignal): Promise<void> {
    const draft = await this.#aside();
    await copyTree(from, draft, signal);
    await this.#moveIn(draft, name);
  }

  /** Puts in a link, as npm makes one for a folder of somebody's own. */
  async link(name: string, to: string): Promise<void> {
    const draft = await this.#aside();
    await symlink(to, draft, 'junction');
    await this.#moveIn(draft, name);
  }

  /** In one step, so that nobody finds the half of a module. */
  async takeAway(name: string): Promise<void> {
    const path = join(this.#folder, name);
    if ((await linkAt(path)) !== undefined) return rm(path, { force: true });
    try {
      await rename(path, await this.#aside());
    } catch (error) {
      if (isMissing(error)) return;
      if (codeOf(error) !== 'EXDEV') throw error;
      // A folder of a lower layer of an overlay cannot be moved.
      await rm(path, { recursive: true, force: true });
    }
  }

  /** The programs that modules bring: npm takes a module for broken whose programs are missing. */
  async placePrograms(source: string): Promise<void> {
    const [from, to] = [join(source, '.bin'), join(this.#folder, '.bin')];
    const wanted = await entriesOf(from);
    if (wanted.length > 0) await mkdir(to, { recursive: true });
    for (const entry of wanted) {
      const [program, path] = [join(from, entry.name), join(to, entry.name)];
      const target = await linkAt(program);
      if (target !== undefined && (await linkAt(path)) === target) continue;
      await rm(path, { recursive: true, force: true });
      if (target !== undefined) await symlink(target, path);
      else if (entry.isFile()) await copyOne(program, path);
    }
    if (wanted.length > 0) await syncFolder(to);
  }

  /** Removes what was taken away, and what was not moved in. */
  async emptyTrash(): Promise<void> {
    await rm(this.#trash, { recursive: true, force: true });
  }

  get #trash(): string {
    return join(this.#folder, '.millwright-fleet');
  }

  async #aside(): Promise<string> {
    await mkdir(this.#trash, { recursive: true });
    return join(this.#trash, this.#unique());
  }

  async #moveIn(draft: string, name: string): Promise<void> {
    const path = join(this.#folder, name);
    await mkdir(dirname(path), { recursive: true });
    await this.takeAway(name);
    await rename(draft, path);
  }
}
