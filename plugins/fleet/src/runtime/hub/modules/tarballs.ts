import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type InspectedModule, inspectModule, type ReleaseModule } from '@millwright/release';
import { makePrivateDirectory } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { stateOfFolder } from './folder-state.ts';
import type { Npm } from './npm.ts';
import type { LockedPackage } from './npm-lock.ts';
import type { PlacedPackage } from './tree.ts';

export interface TarballsOptions {
  readonly npm: Npm;
  readonly blobs: Blobs;
  /** Where folders are packed; made when it is needed. Throws while it cannot be used. */
  readonly scratch: () => string;
}

const keyOf = ({ name, version }: Pick<PlacedPackage, 'name' | 'version'>): string => `${name}@${version}`;

/**
 * The tarballs of what is installed, without a network: the very bytes that npm downloaded, from its cache, where the lock file
 * says which; else packed anew from what is installed, and marked so. What was made once is kept in memory and as blobs.
 */
export class Tarballs {
  readonly #options: TarballsOptions;
  /** By integrity, and by folder and what is in it. */
  readonly #known = new Map<string, InspectedModule>();

  constructor(options: TarballsOptions) {
    this.#options = options;
  }

  /**
   * One tarball for each name and version, as blobs that are there.
   *
   * @param lock what npm noted, by place
   * @param signal stops it
   * @throws `fleet.module-not-packed`, as `inspectModule`, `store.*`
   */
  async of(
    packages: readonly PlacedPackage[],
    lock: ReadonlyMap<string, LockedPackage>,
    signal: AbortSignal,
  ): Promise<readonly ReleaseModule[]> {
    const found = new Map<string, InspectedModule>();
    const toPack = new Map<string, PlacedPackage>();
    const cache = await this.#options.npm.cache();
    for (const each of packages.filter(({ isBundled }) => !isBundled)) {
      signal.throwIfAborted();
      const key = keyOf(each);
      if (found.has(key)) continue;
      const locked = lock.get(each.place);
      const module = locked && cache && (await this.#fromCache(each, locked, cache));
      if (module) found.set(key, module);
      else toPack.set(key, toPack.get(key) ?? each);
    }
    const missing = [...toPack.values()].filter((each) => !found.has(keyOf(each)));
    for (const module of await this.#repacked(missing, signal)) found.set(keyOf(module), module);
    // By their bytes: what was packed anew may turn out to be the very tarball that others can have.
    const downloaded = new Set(
      Array.from(lock.values(), ({ integrity, isOfRegistry }) => (isOfRegistry ? integrity : '')),
    );
    return Array.from(found.values(), (module) => ({
      ...module,
      origin: downloaded.has(module.integrity) ? 'registry' : 'repacked',
    }));
  }

  async #fromCache(
    each: PlacedPackage,
    { integrity, version }: LockedPackage,
    cache: string,
  ): Promise<InspectedModule | undefined> {
    if (version !== each.version) return undefined;
    const file = cachedFile(cache, integrity);
    const known = this.#known.get(integrity);
    if (!known && !existsSync(file)) return undefined;
    const module = known ?? (await inspected(file));
    // Also what the cache has may be damaged: then what is installed counts.
    if (module?.integrity !== integrity || module.name !== each.name || module.version !== version)
      return undefined;
    if (!(await this.#keep(module, file))) return undefined;
    this.#known.set(integrity, module);
    return module;
  }

  /** @returns whether it is a blob now */
  async #keep({ digest }: InspectedModule, file: string): Promise<boolean> {
    const { blobs } = this.#options;
    if (await blobs.has(digest)) return true;
    if (!existsSync(file)) return false;
    await blobs.keep([{ digest, content: () => createReadStream(file) }]);
    return true;
  }

  async #repacked(
    packages: readonly PlacedPackage[],
    signal: AbortSignal,
  ): Promise<readonly InspectedModule[]> {
    const done: InspectedModule[] = [];
    const left = new Map<string, { readonly each: PlacedPackage; readonly state: string }>();
    for (const each of packages) {
      const state = `${each.folder}\n${await stateOfFolder(each.folder)}`;
      const known = this.#known.get(state);
      if (known && (await this.#options.blobs.has(known.digest))) done.push(known);
      else left.set(keyOf(each), { each, state });
    }
    if (left.size === 0) return done;
    const scratch = this.#options.scratch();
    makePrivateDirectory(scratch);
    const into = await mkdtemp(join(scratch, 'pack-'));
    try {
      await this.#options.npm.pack(
        Array.from(left.values(), ({ each }) => each.folder),
        into,
      );
      for (const name of await readdir(into)) {
        signal.throwIfAborted();
        const file = join(into, name);
        const module = await inspectModule(createReadStream(file));
        const of = left.get(keyOf(module));
        if (!of || !(await this.#keep(module, file))) continue;
        left.delete(keyOf(module));
        this.#known.set(of.state, module);
        done.push(module);
      }
    } finally {
      await rm(into, { recursive: true, force: true });
    }
    const folders = Array.from(left.values(), ({ each }) => each.folder);
    if (folders.length > 0)
      throw fleetErrors.moduleNotPacked({ folders, reason: 'npm made another package of it' });
    return done;
  }
}

/** Where npm keeps a content, by its integrity. @see `contentPath` of cacache */
function cachedFile(cache: string, integrity: string): string {
  const hex = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
  return join(cache, '_cacache', 'content-v2', 'sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

async function inspected(file: string): Promise<InspectedModule | undefined> {
  try {
    return await inspectModule(createReadStream(file));
  } catch {
    return undefined;
  }
}
