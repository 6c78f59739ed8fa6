import { dirname, join, sep } from 'node:path';
import { isOfNodeRed } from './needed.ts';

/** What a `package.json` says, as far as it is asked. */
export type PackageDescription = Readonly<Record<string, unknown>>;

/** How the tree looks at the disk. */
export interface PackageFolders {
  /** What the `package.json` in a folder says; undefined where there is none that can be read. */
  describe(folder: string): PackageDescription | undefined;
  /** Where a folder really is, once links are followed. */
  real(folder: string): string;
}

/** One package at its place below `node_modules`, as a device will have it. */
export interface PlacedPackage {
  /** `node_modules/a/node_modules/@acme/b` */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  /** Where its files are here. */
  readonly folder: string;
  /** It comes within the tarball of another one. */
  readonly isBundled: boolean;
  /** It says that it is not for every platform. */
  readonly isRestricted: boolean;
  /** What it requires, by the name that it requires it under, and what that is. */
  readonly dependencies: ReadonlyMap<string, Pick<PlacedPackage, 'name' | 'version'>>;
}

/** What is not there, though something cannot do without it. */
export interface MissingPackage {
  readonly name: string;
  /** Who needs it: a package, or `flows`. */
  readonly by: string;
}

export interface PackageTree {
  readonly packages: readonly PlacedPackage[];
  readonly missing: readonly MissingPackage[];
}

interface Open extends Omit<PlacedPackage, 'dependencies'> {
  readonly dependencies: Map<string, Pick<PlacedPackage, 'name' | 'version'>>;
  readonly description: PackageDescription;
  /** Of the package in whose tarball it comes, where it comes in one. */
  readonly bundle: string | undefined;
}

/**
 * All packages that some need, where Node.js finds them on this disk: it is asked in place of lock files, since what runs here
 * is what shall run there. What was installed for this platform alone is there, what is for others is not; what is only for
 * developing is never followed.
 *
 * @param roots names, and where each is, in case it is not below the user directory
 */
export function packageTree(
  userDirectory: string,
  roots: readonly { readonly name: string; readonly folder?: string | undefined }[],
  folders: PackageFolders,
): PackageTree {
  const modules = join(folders.real(userDirectory), 'node_modules');
  const placed = new Map<string, Open>();
  const missing: MissingPackage[] = [];
  const waiting: Open[] = [];

  const put = (alias: string, folder: string, at: string, asker: Open | undefined): Open | undefined => {
    const description = folders.describe(folder);
    const { name, version } = description ?? {};
    if (!description || typeof name !== 'string' || typeof version !== 'string') return undefined;
    const real = folders.real(folder);
    const bundle = asker && bundleOf(asker, alias, real);
    const found: Open = {
      place: at,
      name,
      version,
      folder: real,
      isBundled: bundle !== undefined,
      isRestricted: ['os', 'cpu', 'libc'].some((key) => description[key] !== undefined),
      dependencies: new Map(),
      description,
      bundle,
    };
    placed.set(at, found);
    waiting.push(found);
    return found;
  };

  for (const { name, folder = join(modules, name) } of roots)
    if (!put(name, folder, `node_modules/${name}`, undefined)) missing.push({ name, by: 'flows' });

  for (let asker = waiting.shift(); asker; asker = waiting.shift())
    for (const [alias, isOptional] of asked(asker.description)) {
      const folder = resolved(alias, asker.folder, modules, folders);
      if (folder === undefined) {
        if (!isOptional) missing.push({ name: alias, by: asker.name });
        continue;
      }
      const own = placeOf(folder, modules) ?? `${asker.place}/node_modules/${alias}`;
      const seen = visible(alias, asker.place, placed);
      const isSame = seen?.folder === folders.real(folder);
      const found = isSame ? seen : (placed.get(own) ?? put(alias, folder, own, asker));
      if (found) asker.dependencies.set(alias, { name: found.name, version: found.version });
    }
  const packages = [...placed.values()].sort((one, other) => (one.place < other.place ? -1 : 1));
  return { packages: packages.map(({ description: _told, bundle: _in, ...each }) => each), missing };
}

/** What a package requires, and whether it can do without. */
function asked(description: PackageDescription): ReadonlyMap<string, boolean> {
  const all = new Map<string, boolean>();
  for (const [kind, isOptional] of [
    ['peerDependencies', true],
    ['dependencies', false],
    ['optionalDependencies', true],
  ] as const)
    for (const name of namesIn(description[kind])) if (!isOfNodeRed(name)) all.set(name, isOptional);
  return all;
}

const namesIn = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

/** As Node.js looks for it: from the real place of who asks up to the root; then where Node-RED's modules are. */
function resolved(
  name: string,
  from: string,
  modules: string,
  { describe }: PackageFolders,
): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = at.endsWith(`${sep}node_modules`) ? undefined : join(at, 'node_modules', name);
    if (folder !== undefined && describe(folder)) return folder;
    if (at === dirname(at)) break;
  }
  const last = join(modules, name);
  return describe(last) ? last : undefined;
}

/** Where a folder below the user directory stands; undefined for one from elsewhere. */
const placeOf = (folder: string, modules: string): string | undefined =>
  folder.startsWith(modules + sep)
    ? `node_modules/${folder.slice(modules.length + 1).replaceAll(sep, '/')}`
    : undefined;

/** What a package at this place would find under a name, among those that have a place already. */
function visible(name: string, place: string, placed: ReadonlyMap<string, Open>): Open | undefined {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const found = placed.get(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (found || at === '') return found;
  }
}

/** The folder of the package in whose tarball something comes that another one requires. */
function bundleOf(asker: Open, name: string, folder: string): string | undefined {
  if (asker.bundle !== undefined && folder.startsWith(asker.bundle + sep)) return asker.bundle;
  const { bundleDependencies, bundledDependencies = bundleDependencies } = asker.description;
  const isListed =
    bundledDependencies === true ||
    (Array.isArray(bundledDependencies) && bundledDependencies.includes(name));
  return isListed && folder.startsWith(asker.folder + sep) ? asker.folder : undefined;
}
