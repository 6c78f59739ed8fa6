import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { checkModules, type ReleaseModule } from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { Trouble } from '../../../common/fields.ts';
import { troubleOf } from '../../trouble.ts';
import type { NeededModule } from './needed.ts';
import { readNpmLock } from './npm-lock.ts';
import { releaseLock } from './release-lock.ts';
import type { Tarballs } from './tarballs.ts';
import { type PackageDescription, type PlacedPackage, packageTree } from './tree.ts';

/** The modules of a release, ready to be shipped; or why they are not. */
export interface PackedModules {
  readonly modules: readonly ReleaseModule[];
  /** How they are laid out; absent where there are none. */
  readonly lock: string | undefined;
  /** Some are for this platform alone. */
  readonly isRestricted: boolean;
  readonly problems: readonly Trouble[];
}

export interface PackingOptions {
  readonly userDirectory: string;
  /** Where Node-RED found a module with nodes. */
  readonly folderOf: (module: string) => string | undefined;
  readonly tarballs: Tarballs;
}

/**
 * Packs what flows need, with all that it needs itself. What cannot be shipped is told, by name, not thrown.
 *
 * @throws what the disk says
 */
export async function packModules(
  needed: readonly NeededModule[],
  { userDirectory, folderOf, tarballs }: PackingOptions,
  signal: AbortSignal,
): Promise<PackedModules> {
  const roots = needed.map(({ name }) => ({ name, folder: folderOf(name) }));
  const { packages, missing } = packageTree(userDirectory, roots, { describe, real });
  const problems: Trouble[] = [];
  if (missing.length > 0)
    problems.push(
      troubleOf(fleetErrors.moduleMissing({ names: missing.map(({ name, by }) => `${name} (${by})`) })),
    );
  const modules: readonly ReleaseModule[] = await tarballs
    .of(packages, readNpmLock(userDirectory), signal)
    .catch((error: unknown) => {
      if (!isCodedError(error) || error.code.startsWith('store.')) throw error;
      problems.push(troubleOf(error));
      return [];
    });
  problems.push(...refusals(modules));
  const integrities = new Map(
    modules.map(({ name, version, integrity }) => [`${name}@${version}`, integrity]),
  );
  const integrityOf = ({ name, version }: PlacedPackage): string =>
    integrities.get(`${name}@${version}`) ?? '';
  return {
    modules,
    lock:
      modules.length > 0
        ? releaseLock(
            needed.map(({ name }) => name),
            packages,
            integrityOf,
          )
        : undefined,
    isRestricted: packages.some((each) => each.isRestricted),
    problems,
  };
}

function refusals(modules: readonly ReleaseModule[]): readonly Trouble[] {
  try {
    checkModules(modules);
    return [];
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return [troubleOf(error)];
  }
}

function describe(folder: string): PackageDescription | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof value === 'object' && value !== null ? (value as PackageDescription) : undefined;
  } catch {
    return undefined;
  }
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
