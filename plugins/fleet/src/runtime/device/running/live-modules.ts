import { mkdir, readFile, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fleetErrors } from '../../../common/errors.ts';
import { finalFailure } from '../carry.ts';
import { codeOf, copyTree, entriesOf, isMissing, makeFolder, syncFolder, writeWhole } from '../files.ts';
import type { SlotMark, SlotModule } from '../slot-mark.ts';
import type { Slots } from '../slots.ts';

/** Millwright itself is never part of a release: it switches, and is not switched. */
const isOwn = (name: string): boolean => name.startsWith('@millwright/');

export interface LiveModulesOptions {
  readonly userDirectory: string;
  readonly slots: Slots;
  /** On the same disk: what is taken away goes there, until it is removed. */
  readonly trash: string;
  /** Makes names that nothing else has. */
  readonly unique: () => string;
}

/** The modules that a slot brings: links in the user directory's `node_modules` to those in the slot, and what `package.json` names. */
export class LiveModules {
  readonly #options: LiveModulesOptions;
  /** What this process found when it started, before anybody could change it. */
  #found: readonly SlotModule[] = [];
  readonly #usedSlots = new Set<string>();

  constructor(options: LiveModulesOptions) {
    this.#options = options;
  }

  /** Notes what Node-RED has found, which it does right before it asks any plugin. */
  async lookAtStart(): Promise<void> {
    this.#found = await this.modules();
    for (const { name } of this.#found) {
      const slot = await this.#slotOf(join(this.#folder, name));
      if (slot !== undefined) this.#usedSlots.add(slot);
    }
  }

  /** Whether other modules than these were found at the start of this process. Integrities count where both are known. */
  differ(modules: readonly SlotModule[]): boolean {
    const others = modules.filter(({ name }) => !isOwn(name));
    const found = new Map(this.#found.map((module) => [module.name, module]));
    return found.size !== others.length || !others.every((module) => isSame(module, found.get(module.name)));
  }

  /** Whether code of this process may lie in a slot. */
  isUsed(slot: string): boolean {
    return this.#usedSlots.has(slot);
  }

  /** What Node-RED would find now. */
  async modules(): Promise<SlotModule[]> {
    const modules: SlotModule[] = [];
    for (const name of await namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      const version = await versionOf(path);
      if (version === undefined) continue;
      const slot = await this.#slotOf(path);
      const mark = slot === undefined ? undefined : await this.#options.slots.mark(slot);
      const integrity = mark?.modules.find((module) => module.name === name)?.integrity;
      modules.push({ name, version, ...(integrity !== undefined && { integrity }) });
    }
    return modules;
  }

  /** Copies what Node-RED would find now into a slot that is being filled. */
  async keep(slot: string, signal: AbortSignal): Promise<Pick<SlotMark, 'modules' | 'dependencies'>> {
    const target = join(this.#options.slots.modulesFolder(slot), 'node_modules');
    await makeFolder(target);
    const modules = await this.modules();
    for (const { name } of modules) {
      await makeFolder(dirname(join(target, name)));
      await copyTree(await realpath(join(this.#folder, name)), join(target, name), signal);
    }
    await syncFolder(target);
    const all = Object.entries(
      dependenciesOf((await jsonIn(join(this.#options.userDirectory, 'package.json'))) ?? {}),
    );
    return { modules, dependencies: Object.fromEntries(all.filter(([name]) => !isOwn(name))) };
  }

  /**
   * Makes what Node-RED finds that of a complete slot, and nothing else, from whatever is there.
   *
   * @throws `fleet.slot-damaged`, final
   */
  async switchTo(slot: string, mark: SlotMark, signal: AbortSignal): Promise<void> {
    const source = join(this.#options.slots.modulesFolder(slot), 'node_modules');
    for (const { name, version } of mark.modules)
      if (!isOwn(name) && (await versionOf(join(source, name))) !== version)
        throw finalFailure(fleetErrors.slotDamaged({ slot, file: `node_modules/${name}` }));
    const wanted = await namesIn(source);
    for (const name of await this.#present()) if (!wanted.includes(name)) await this.#takeAway(name);
    this.#usedSlots.add(slot);
    for (const name of wanted) {
      signal.throwIfAborted();
      await this.#link(name, join(source, name));
    }
    await this.#declare(mark.dependencies);
    // npm's own list of what lies there: it would believe that before it looks.
    await rm(join(this.#folder, '.package-lock.json'), { force: true });
    for (const scope of new Set(['.', ...wanted.map(dirname)])) await syncFolder(join(this.#folder, scope));
  }

  /** Removes what was taken away. */
  async emptyTrash(): Promise<void> {
    await rm(this.#options.trash, { recursive: true, force: true });
  }

  get #folder(): string {
    return join(this.#options.userDirectory, 'node_modules');
  }

  /** What Node-RED may find something in, also links to slots that are gone. Whatever else lies there stays. */
  async #present(): Promise<readonly string[]> {
    const present: string[] = [];
    for (const name of await namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      if ((await versionOf(path)) !== undefined || (await this.#slotOf(path)) !== undefined)
        present.push(name);
    }
    return present;
  }

  async #link(name: string, target: string): Promise<void> {
    const path = join(this.#folder, name);
    const to = process.platform === 'win32' ? target : relative(dirname(path), target);
    if ((await linkAt(path)) === to) return;
    await mkdir(dirname(path), { recursive: true });
    await makeFolder(this.#options.trash);
    // Beside the old one Node-RED would find it too.
    const draft = join(this.#options.trash, this.#options.unique());
    await symlink(to, draft, 'junction');
    // A link is replaced in one step; a folder cannot be.
    if ((await linkAt(path)) === undefined) await this.#takeAway(name);
    try {
      await rename(draft, path);
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error;
      await rm(path, { force: true });
      await symlink(to, path, 'junction');
    }
  }

  /** In one step, so that nobody finds the half of a module. */
  async #takeAway(name: string): Promise<void> {
    const path = join(this.#folder, name);
    if ((await linkAt(path)) !== undefined) return rm(path, { force: true });
    await makeFolder(this.#options.trash);
    try {
      await rename(path, join(this.#options.trash, this.#options.unique()));
    } catch (error) {
      if (isMissing(error)) return;
      if (codeOf(error) !== 'EXDEV') throw error;
      await rm(path, { recursive: true, force: true });
    }
  }

  /** Who looks into the palette sees what a person may remove; Millwright's own stay named. */
  async #declare(dependencies: SlotMark['dependencies']): Promise<void> {
    const file = join(this.#options.userDirectory, 'package.json');
    const manifest = await jsonIn(file);
    // One that people have to mend stays as it is: Node-RED goes by what lies in the folder.
    if (!manifest) return;
    const before = dependenciesOf(manifest);
    const own = Object.entries(before).filter(([name]) => isOwn(name));
    const after = Object.fromEntries([...own, ...Object.entries(dependencies)].sort(byName));
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await writeWhole(file, `${JSON.stringify({ ...manifest, dependencies: after }, undefined, 4)}\n`, 0o644);
  }

  /** The slot that a link leads into. */
  async #slotOf(path: string): Promise<string | undefined> {
    const to = await linkAt(path);
    if (to === undefined) return undefined;
    const inside = relative(
      dirname(dirname(this.#options.slots.modulesFolder('x'))),
      resolve(dirname(path), to),
    );
    const [slot = '', folder] = inside.split(sep);
    return folder === 'modules' && slot !== '..' ? slot : undefined;
  }
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

function isSame(module: SlotModule, found: SlotModule | undefined): boolean {
  if (found?.version !== module.version) return false;
  return !found.integrity || !module.integrity || found.integrity === module.integrity;
}

/** Names of the packages in a `node_modules` but Millwright's own, in order. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const { name } = entry;
    if (name.startsWith('.') || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
    if (!name.startsWith('@')) names.push(name);
    else
      for (const inScope of await entriesOf(join(folder, name)))
        if (!inScope.name.startsWith('.')) names.push(`${name}/${inScope.name}`);
  }
  return names.filter((name) => !isOwn(name)).sort();
}

async function linkAt(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch {
    return undefined;
  }
}

async function versionOf(folder: string): Promise<string | undefined> {
  const version = (await jsonIn(join(folder, 'package.json')))?.['version'];
  return typeof version === 'string' ? version : undefined;
}

async function jsonIn(file: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const dependenciesOf = ({
  dependencies,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  typeof dependencies === 'object' && dependencies !== null
    ? (dependencies as Readonly<Record<string, string>>)
    : {};
