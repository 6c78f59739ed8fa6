import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf } from '../files.ts';

/** Millwright itself is never part of a release: it switches, and is not switched. */
export const isOwn = (name: string): boolean => name.startsWith('@millwright/');

/** `package.json`, as far as it is one. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Names of the packages in a `node_modules`, in order, also Millwright's own. */
export async function allNamesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const { name } = entry;
    if (name.startsWith('.') || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
    if (!name.startsWith('@')) names.push(name);
    else
      for (const inScope of await entriesOf(join(folder, name)))
        if (!inScope.name.startsWith('.')) names.push(`${name}/${inScope.name}`);
  }
  return names.sort();
}

/** Those but Millwright's own. */
export const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await allNamesIn(folder)).filter((name) => !isOwn(name));

export const manifestOf = (folder: string): Promise<Manifest | undefined> =>
  jsonIn(join(folder, 'package.json'));

export function versionIn(manifest: Manifest | undefined): string | undefined {
  const version = manifest?.['version'];
  return typeof version === 'string' ? version : undefined;
}

export const versionOf = async (folder: string): Promise<string | undefined> =>
  versionIn(await manifestOf(folder));

/** What Node-RED loads nodes or plugins from. */
export const hasNodes = (manifest: Manifest | undefined): boolean => isRecord(manifest?.['node-red']);

export const dependenciesOf = (
  manifest: Manifest | undefined,
  kind = 'dependencies',
): Readonly<Record<string, string>> => {
  const dependencies = manifest?.[kind];
  return isRecord(dependencies) ? (dependencies as Readonly<Record<string, string>>) : {};
};

/** Where a link leads, as it says; undefined for whatever is none. */
export async function linkAt(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch {
    return undefined;
  }
}

/** What else is in the same `node_modules` that these packages need, themselves or through others. */
export async function neededBy(folder: string, roots: readonly string[]): Promise<ReadonlySet<string>> {
  const needed = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    for (const dependency of await needsOf(join(folder, name)))
      if (!needed.has(dependency)) {
        needed.add(dependency);
        waiting.push(dependency);
      }
  return needed;
}

/** What a package and those in its own `node_modules` do not find there. */
async function needsOf(path: string): Promise<readonly string[]> {
  const manifest = await manifestOf(path);
  const inside = join(path, 'node_modules');
  const names = await allNamesIn(inside);
  const needs = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
    Object.keys(dependenciesOf(manifest, kind)),
  );
  for (const name of names) needs.push(...(await needsOf(join(inside, name))));
  return needs.filter((name) => !names.includes(name));
}

export async function jsonIn(file: string): Promise<Manifest | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
