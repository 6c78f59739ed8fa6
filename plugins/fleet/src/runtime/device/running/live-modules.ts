import { lstat, mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fleetErrors } from '../../../common/errors.ts';
import { finalFailure } from '../carry.ts';
import { copyTree, entriesOf, makeFolder, syncFolder, writeWhole } from '../files.ts';
import type { SlotMark, SlotModule } from '../slot-mark.ts';
import type { Slots } from '../slots.ts';
import { type Brought, BroughtFile } from './brought.ts';
import { ModuleFolders } from './module-folders.ts';
import {
  allNamesIn,
  dependenciesOf,
  hasNodes,
  isOwn,
  jsonIn,
  linkAt,
  manifestOf,
  namesIn,
  neededBy,
  versionOf,
} from './packages.ts';
import { areSame, haveSameCode, identityOf } from './trees.ts';

export interface LiveModulesOptions {
  readonly userDirectory: string;
  readonly slots: Slots;
  /** Where it is noted what switches have brought. */
  readonly record: string;
  /** Makes names that nothing else has. */
  readonly unique: () => string;
}

/** What was found, and which file said so: another one of the same name and version may bring other code. */
interface Found {
  readonly module: SlotModule;
  readonly file: string;
}

/**
 * The modules of a device: folders in the user directory's `node_modules`, copied from a slot, and what `package.json` names. They
 * are as npm would have put them there, so that the palette and npm do with them what they always do, and never reach into a slot.
 */
export class LiveModules {
  readonly #options: LiveModulesOptions;
  readonly #brought: BroughtFile;
  readonly #folders: ModuleFolders;
  /** What this process found when it started, before anybody could change it. */
  #found: ReadonlyMap<string, Found> = new Map();

  constructor(options: LiveModulesOptions) {
    this.#options = options;
    this.#brought = new BroughtFile(options.record);
    this.#folders = new ModuleFolders(this.#folder, options.unique);
  }

  /** Notes what Node-RED has found, which it does right before it asks any plugin. */
  async lookAtStart(): Promise<void> {
    this.#found = await this.#look();
  }

  /** Whether a release with these modules finds others than those of the start of this process. Integrities count where both are known. */
  async differ(modules: readonly SlotModule[]): Promise<boolean> {
    const wanted = modules.filter(({ name }) => !isOwn(name));
    if (!wanted.every((module) => isSame(module, this.#found.get(module.name)?.module))) return true;
    const names = new Set(wanted.map(({ name }) => name));
    const going = await this.#going(names, await this.#brought.read());
    return [...going].some((name) => this.#found.has(name));
  }

  /**
   * Whether Node-RED would find others now than at the start of this process.
   *
   * @param strictly also one of the same name, version and integrity whose files are others
   */
  async haveChanged(strictly: boolean): Promise<boolean> {
    const now = await this.#look();
    if (now.size !== this.#found.size) return true;
    for (const [name, { module, file }] of now) {
      const before = this.#found.get(name);
      if (!isSame(module, before?.module) || (strictly && before?.file !== file)) return true;
    }
    return false;
  }

  /** What Node-RED would find now. */
  async modules(): Promise<SlotModule[]> {
    return [...(await this.#look()).values()].map(({ module }) => module);
  }

  /** Names of modules that are others now than those of a slot, are missing, or would go if it were switched to. */
  async othersThan(slot: string, mark: SlotMark): Promise<readonly string[]> {
    const source = join(this.#options.slots.modulesFolder(slot), 'node_modules');
    const links = Object.entries(mark.links ?? {});
    const folders = await namesIn(source);
    const wanted = new Set([...folders, ...links.map(([name]) => name)]);
    const others = [...(await this.#going(wanted, await this.#brought.read()))];
    for (const name of folders) {
      const [sent, there] = [join(source, name), join(this.#folder, name)].map((path) =>
        join(path, 'package.json'),
      ) as [string, string];
      if (!(await areSame(sent, there).catch(() => false))) others.push(name);
    }
    for (const [name, link] of links)
      if ((await linkAt(join(this.#folder, name))) !== link) others.push(name);
    return others.sort();
  }

  /** Copies what Node-RED would find now into a slot that is being filled. Links to folders of somebody's own are only noted. */
  async keep(slot: string, signal: AbortSignal): Promise<Pick<SlotMark, KeptOfModules>> {
    const target = join(this.#options.slots.modulesFolder(slot), 'node_modules');
    await makeFolder(target);
    const modules = await this.modules();
    const links: Record<string, string> = {};
    for (const { name } of modules) {
      const path = join(this.#folder, name);
      const link = await linkAt(path);
      if (link !== undefined && !this.#isInSlot(path, link)) {
        links[name] = link;
        continue;
      }
      await makeFolder(dirname(join(target, name)));
      await copyTree(await realpath(path), join(target, name), signal);
    }
    const programs = join(this.#folder, '.bin');
    if ((await entriesOf(programs)).length > 0) await copyTree(programs, join(target, '.bin'), signal);
    await syncFolder(target);
    const all = Object.entries(dependenciesOf(await manifestOf(this.#options.userDirectory)));
    const dependencies = Object.fromEntries(all.filter(([name]) => !isOwn(name)));
    return { modules, dependencies, links, brought: Object.keys(await this.#brought.read()) };
  }

  /**
   * Makes what Node-RED finds that of a complete slot, from whatever is there. What neither a release brought nor has nodes stays:
   * `settings.js` and others may need it.
   *
   * @throws `fleet.slot-damaged`, final
   */
  async switchTo(slot: string, mark: SlotMark, signal: AbortSignal): Promise<void> {
    const source = join(this.#options.slots.modulesFolder(slot), 'node_modules');
    const links = new Map(Object.entries(mark.links ?? {}));
    for (const { name, version } of mark.modules)
      if (!isOwn(name) && !links.has(name) && (await versionOf(join(source, name))) !== version)
        throw finalFailure(fleetErrors.slotDamaged({ slot, file: `node_modules/${name}` }));
    const folders = await namesIn(source);
    const names = [...folders, ...links.keys()];
    const before = await this.#brought.read();
    const after = broughtBy(mark, names);
    // A kill from here on may leave of both.
    const both = { ...before, ...after };
    await this.#brought.write(both);
    const going = await this.#going(new Set(names), both);
    await this.#declare(mark.dependencies, (name) => going.has(name) || Object.hasOwn(both, name));
    // npm's own list of what lies there: it would believe that before it looks.
    await rm(join(this.#folder, '.package-lock.json'), { force: true });
    const changed = await this.#changed(folders, links, source, signal);
    // It would ask a registry for what it finds otherwise than this says; without it npm goes by what lies there.
    if (going.size + changed.length > 0)
      await rm(join(this.#options.userDirectory, 'package-lock.json'), { force: true });
    for (const name of going) await this.#folders.takeAway(name);
    for (const name of changed) {
      signal.throwIfAborted();
      const link = links.get(name);
      if (link === undefined) await this.#folders.place(name, join(source, name), signal);
      else await this.#folders.link(name, link);
    }
    await this.#folders.placePrograms(source);
    await mkdir(this.#folder, { recursive: true });
    for (const scope of new Set(['.', ...[...changed, ...going].map(dirname)]))
      await syncFolder(join(this.#folder, scope));
    await this.#brought.write(after);
  }

  /** Removes what was taken away. */
  async emptyTrash(): Promise<void> {
    await this.#folders.emptyTrash();
  }

  get #folder(): string {
    return join(this.#options.userDirectory, 'node_modules');
  }

  async #look(): Promise<ReadonlyMap<string, Found>> {
    const found = new Map<string, Found>();
    const brought = await this.#brought.read();
    for (const name of await namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      const version = await versionOf(path);
      if (version === undefined) continue;
      const own = Object.hasOwn(brought, name) ? brought[name] : undefined;
      const integrity = own?.version === version ? own.integrity : undefined;
      const module = { name, version, ...(integrity !== undefined && { integrity }) };
      found.set(name, {
        module,
        file: identityOf(await lstat(join(await realpath(path), 'package.json'), { bigint: true })),
      });
    }
    return found;
  }

  /** What a switch to these takes away: what a release brought or has nodes, unless something needs it that stays. */
  async #going(wanted: ReadonlySet<string>, brought: Brought): Promise<ReadonlySet<string>> {
    const going = new Set<string>();
    const staying: string[] = [];
    for (const name of await allNamesIn(this.#folder)) {
      if (wanted.has(name)) continue;
      const path = join(this.#folder, name);
      const link = await linkAt(path);
      const isOurs = Object.hasOwn(brought, name) || (link !== undefined && this.#isInSlot(path, link));
      if (!isOwn(name) && (isOurs || hasNodes(await manifestOf(path)))) going.add(name);
      else staying.push(name);
    }
    if (going.size > 0) for (const name of await neededBy(this.#folder, staying)) going.delete(name);
    return going;
  }

  /** Those of a slot that do not lie there as they do in it. */
  async #changed(
    folders: readonly string[],
    links: ReadonlyMap<string, string>,
    source: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const changed: string[] = [];
    for (const name of folders) {
      const path = join(this.#folder, name);
      const isLink = (await linkAt(path)) !== undefined;
      if (isLink || !(await haveSameCode(join(source, name), path, signal))) changed.push(name);
    }
    for (const [name, link] of links)
      if ((await linkAt(join(this.#folder, name))) !== link) changed.push(name);
    return changed;
  }

  /** Who looks into the palette sees what a person may remove. */
  async #declare(dependencies: SlotMark['dependencies'], goes: (name: string) => boolean): Promise<void> {
    const file = join(this.#options.userDirectory, 'package.json');
    const manifest = await jsonIn(file);
    // One that people have to mend stays as it is: Node-RED goes by what lies in the folder.
    if (!manifest) return;
    const before = dependenciesOf(manifest);
    const staying = Object.entries(before).filter(([name]) => isOwn(name) || !goes(name));
    const together = { ...Object.fromEntries(staying), ...dependencies };
    const after = Object.fromEntries(Object.entries(together).sort(byName));
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await writeWhole(file, `${JSON.stringify({ ...manifest, dependencies: after }, undefined, 4)}\n`, 0o644);
  }

  /** Earlier versions of Millwright put links to slots there. */
  #isInSlot(path: string, link: string): boolean {
    const slots = dirname(dirname(this.#options.slots.modulesFolder('x')));
    const [slot = '', folder] = relative(slots, resolve(dirname(path), link)).split(sep);
    return folder === 'modules' && slot !== '..';
  }
}

type KeptOfModules = 'modules' | 'dependencies' | 'links' | 'brought';

/** What is ours once a slot is what runs. Of one that was kept, only what was so before. */
function broughtBy({ brought, dependencies, modules }: SlotMark, names: readonly string[]): Brought {
  const known = new Map(modules.map(({ name, ...module }) => [name, module]));
  const ours = brought ?? [...names, ...Object.keys(dependencies)];
  return Object.fromEntries(ours.map((name) => [name, known.get(name) ?? {}]));
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

function isSame(module: SlotModule, found: SlotModule | undefined): boolean {
  if (found?.version !== module.version) return false;
  return !found.integrity || !module.integrity || found.integrity === module.integrity;
}
