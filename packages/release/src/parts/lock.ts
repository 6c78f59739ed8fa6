import { canonicalText } from '@millwright/schema';
import { readJson } from '../canonical.ts';
import type { Part } from '../document/manifest.ts';
import { releaseErrors } from '../errors.ts';
import { quoted } from '../refusal-details.ts';
import { isOwn } from './check-modules.ts';
import { contentOf } from './unpacked.ts';

/** A module that is in the release. */
interface LockedModule {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}
export type Members = Readonly<Record<string, unknown>>;
/** By the place of each, as they stand in a lock file: nobody has looked at them yet. */
export type LockPackages = Members;

export const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const lockInvalid = (reason: string): Error =>
  releaseErrors.lockInvalid({ reason: quoted(reason, 300) });

/** Where npm puts a package: `node_modules/a/node_modules/@acme/b`. */
const place = /^(?:node_modules\/(?:@[a-z0-9][a-z0-9._~-]*\/)?[a-z0-9][a-z0-9._~-]*(?:\/(?!$)|$))+$/i;
const asks = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
/** What npm would take from somewhere else than from the modules of the release. */
const elsewhere = ['resolved', 'link', 'hasShrinkwrap'] as const;

/**
 * The lock file of a release, made of npm's: canonical JSON, without the addresses that npm took packages from, since a device
 * takes them from the release.
 *
 * @param text `package-lock.json`, version 3
 * @throws as {@link checkLock}
 */
export function lockOf(text: string, modules: readonly LockedModule[]): string {
  const found = readLock(text);
  const packages = Object.entries(found.packages).map(([path, entry]) => {
    if (!isRecord(entry)) return [path, entry];
    const { resolved: _resolved, ...kept } = entry;
    return [path, kept];
  });
  const lock = writeLock({ ...found, packages: Object.fromEntries(packages) });
  checkLock(lock, modules);
  return lock;
}

/** @throws `release.lock-invalid` */
export function readLock(text: string): Members & { readonly packages: LockPackages } {
  const value = readJson(text)?.value;
  if (!isRecord(value) || !isRecord(value['packages']))
    throw lockInvalid('it is no package-lock.json of npm');
  return { ...value, packages: value['packages'] };
}

/** @throws `release.lock-invalid` */
export function writeLock(lock: Members): string {
  const text = canonicalText(lock);
  if (text === undefined) throw lockInvalid('a text in it is not well-formed Unicode');
  return text;
}

/**
 * Whether a lock file lays out the modules of a release, all of them and nothing else: each package is one of them by name,
 * version and integrity, or comes within one; none is a link, has an address, or is of ours.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 * @throws `release.lock-invalid`, `release.module-own`
 */
export function checkLock(text: string, modules: readonly LockedModule[]): void {
  const json = readJson(text);
  if (!json?.isCanonical) throw lockInvalid('it is no JSON, or not in the canonical way');
  const { lockfileVersion, packages, dependencies } = isRecord(json.value) ? json.value : {};
  if (lockfileVersion !== 3 || !isRecord(packages) || dependencies !== undefined)
    throw lockInvalid('it is not of version 3');
  const seen = new Set<string>();
  const left = new Set(modules);
  for (const [path, entry] of Object.entries(packages)) {
    if (!isRecord(entry)) throw lockInvalid(`${path} is no package`);
    checkAsks(path, entry);
    if (path === '') continue;
    if (!place.test(path) || seen.has(path.toLowerCase()))
      throw lockInvalid(`${path} is no place of its own`);
    seen.add(path.toLowerCase());
    const module = moduleAt(path, entry, modules);
    if (module) left.delete(module);
  }
  const [forgotten] = left;
  if (forgotten) throw lockInvalid(`${forgotten.name}@${forgotten.version} has no place in it`);
}

/** @returns nothing where it comes within another one */
function moduleAt(path: string, entry: Members, modules: readonly LockedModule[]): LockedModule | undefined {
  const names = path.split(/(?:^|\/)node_modules\//);
  const { name = names.at(-1), version, integrity, inBundle } = entry;
  const own = [path, String(name)].filter(isOwn);
  if (own.length > 0) throw releaseErrors.moduleOwn({ names: own.map((each) => quoted(each, 214)) });
  const from = elsewhere.find((each) => entry[each] !== undefined);
  if (from) throw lockInvalid(`${path} has "${from}", so it could come from somewhere else`);
  if (inBundle === true && integrity === undefined && names.length > 2) return undefined;
  const module = modules.find(
    (each) => each.integrity === integrity && each.name === name && each.version === version,
  );
  if (!module) throw lockInvalid(`${path} is none of the modules of the release`);
  return module;
}

/** A version, a range, a tag, or another package of the registry: nothing with an address. */
function checkAsks(path: string, entry: Members): void {
  for (const kind of asks) {
    const wanted = entry[kind] ?? {};
    const specs = isRecord(wanted) ? Object.values(wanted) : [wanted];
    for (const spec of specs)
      if (typeof spec !== 'string' || /[/:]/.test(spec.replace(/^npm:(?:@[\w.~-]+\/)?/, '')))
        throw lockInvalid(`${path || 'it'} asks for something that is no version of a package`);
  }
}

/**
 * What a device does with the lock file before npm sees it.
 *
 * @param source the stored bytes
 * @param parts all of the manifest
 * @throws as `contentOf` and {@link checkLock}
 */
export async function receiveLock(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  part: Part,
  parts: readonly Part[],
): Promise<string> {
  const text = (await contentOf(source, part)).toString();
  const modules = parts.filter(({ role }) => role === 'module');
  checkLock(
    text,
    modules.map(({ name = '', version = '', integrity = '' }) => ({ name, version, integrity })),
  );
  return text;
}
