import { releaseErrors } from '../errors.ts';
import { isRecord, type LockPackages, lockInvalid, type Members, readLock, writeLock } from './lock.ts';
import { type LockPlatform, runsOn } from './runs-on.ts';

/**
 * A lock file with only what npm installs on devices of these platforms: no packages for developing, and of optional ones
 * those that run on at least one of them. What is left out is not asked for any more either, so that npm does not miss it.
 * What a release ships are the modules of this lock file.
 *
 * @param text `package-lock.json`, version 3
 * @param platforms at least one
 * @throws `release.lock-invalid`; `release.module-platform` where one is needed that does not run there
 */
export function lockFor(text: string, platforms: readonly LockPlatform[]): string {
  const lock = readLock(text);
  const tree = treeOf(lock.packages);
  const kept = new Set(platforms.flatMap((platform) => [...installedOn(tree, platform)]));
  const packages = [...tree]
    .filter(([path]) => kept.has(path))
    .map(([path, { entry, soft }]) => {
      const missing = [...soft].filter(([, target]) => target === undefined || !kept.has(target));
      return [path, withoutAsks(entry, new Set(missing.map(([name]) => name)))];
    });
  return writeLock({ ...lock, packages: Object.fromEntries(packages) });
}

interface Placed {
  readonly entry: Members;
  /** What it cannot do without, by the name that it asks for, and where that is. */
  readonly hard: Edges;
  /** What is left out where it does not run. */
  readonly soft: Edges;
}
type Edges = ReadonlyMap<string, string | undefined>;
type Tree = ReadonlyMap<string, Placed>;

/** The place of whoever asks for the others: the user directory. */
const root = '';

function treeOf(packages: LockPackages): Tree {
  const places = new Map<string, Members>();
  for (const [path, entry] of Object.entries(packages)) {
    if (!isRecord(entry)) throw lockInvalid(`${path} is no package`);
    places.set(path, entry);
  }
  const edges = (path: string, names: readonly string[]): Edges =>
    new Map(names.map((name) => [name, found(path, name, places)]));
  return new Map(
    [...places].map(([path, entry]) => {
      const soft = namesIn(entry['optionalDependencies']);
      const meta = isRecord(entry['peerDependenciesMeta']) ? entry['peerDependenciesMeta'] : {};
      const peers = namesIn(entry['peerDependencies']).filter((name) => !isOptional(meta[name]));
      const hard = [...namesIn(entry['dependencies']), ...peers].filter((name) => !soft.includes(name));
      return [path, { entry, hard: edges(path, hard), soft: edges(path, soft) }];
    }),
  );
}

const namesIn = (wanted: unknown): readonly string[] => (isRecord(wanted) ? Object.keys(wanted) : []);
const isOptional = (meta: unknown): boolean => isRecord(meta) && meta['optional'] === true;

/** As Node.js looks for it: beside what is in the same folder, then further out. */
function found(from: string, name: string, places: ReadonlyMap<string, unknown>): string | undefined {
  for (let at: string | undefined = from; at !== undefined; at = outOf(at)) {
    const path = at === root ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (places.has(path)) return path;
  }
  return undefined;
}

/** Whose folder it is in. */
function outOf(path: string): string | undefined {
  if (path === root) return undefined;
  const cut = path.lastIndexOf('/node_modules/');
  return cut < 0 ? root : path.slice(0, cut);
}

/** As npm: whoever cannot do without something that does not run there does not run there either. */
function installedOn(tree: Tree, platform: LockPlatform): ReadonlySet<string> {
  const unfit = new Set<string>();
  for (const [path, { entry }] of tree)
    if (path !== root && entry['inBundle'] !== true && !runsOn(entry, platform)) unfit.add(path);
  const own = [...unfit];
  for (let grows = true; grows; ) {
    grows = false;
    for (const [path, { hard }] of tree)
      if (!unfit.has(path) && [...hard.values()].some((target) => target !== undefined && unfit.has(target)))
        grows = Boolean(unfit.add(path));
  }
  if (unfit.has(root)) {
    const needed = reached(tree, new Set());
    const names = own.filter((path) => needed.has(path)).map((path) => nameAt(path, tree));
    throw releaseErrors.modulePlatform({ names, platform: platform.platform });
  }
  return reached(tree, unfit);
}

/** What the user directory needs, and what that needs, without those that are left out. */
function reached(tree: Tree, without: ReadonlySet<string>): ReadonlySet<string> {
  const seen = new Set([root]);
  for (const path of seen) {
    const { hard, soft } = tree.get(path) ?? { hard: new Map(), soft: new Map() };
    for (const target of [...hard.values(), ...soft.values()])
      if (target !== undefined && !without.has(target)) seen.add(target);
  }
  // A package that brings others along in its tarball brings all of them, whoever asks for them.
  for (const [path, { entry }] of tree) {
    const within = entry['inBundle'] === true ? outOf(path) : undefined;
    if (within !== undefined && seen.has(within)) seen.add(path);
  }
  return seen;
}

const nameAt = (path: string, tree: Tree): string =>
  `${path.split('node_modules/').at(-1)}@${String(tree.get(path)?.entry['version'])}`;

const leftOut = ['dev', 'devOptional', 'devDependencies', 'optionalDependencies'] as const;

/** @param missing names that it asks for, and can do without */
function withoutAsks(entry: Members, missing: ReadonlySet<string>): Members {
  const optional = isRecord(entry['optionalDependencies']) ? entry['optionalDependencies'] : {};
  const left = Object.entries(optional).filter(([name]) => !missing.has(name));
  const others = Object.entries(entry).filter(([name]) => !leftOut.some((each) => each === name));
  return {
    ...Object.fromEntries(others),
    ...(entry['devOptional'] === true && { optional: true }),
    ...(left.length > 0 && { optionalDependencies: Object.fromEntries(left) }),
  };
}
