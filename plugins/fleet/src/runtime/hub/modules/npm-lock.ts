import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What npm noted of a package when it installed it. */
export interface LockedPackage {
  readonly version: string;
  /** `sha512-…` */
  readonly integrity: string;
  /** It came from a registry: others can have the same. */
  readonly isOfRegistry: boolean;
}

/**
 * What npm installed, by place. The lock file within `node_modules` says what is there; the other one, which people copy and edit,
 * counts where that says nothing. Without both, as where somebody copied `node_modules`, nothing is known.
 */
export function readNpmLock(userDirectory: string): ReadonlyMap<string, LockedPackage> {
  const found = new Map<string, LockedPackage>();
  for (const file of ['package-lock.json', join('node_modules', '.package-lock.json')])
    for (const [place, entry] of entriesOf(join(userDirectory, file))) {
      const locked = lockedOf(entry);
      if (locked) found.set(place, locked);
    }
  return found;
}

function entriesOf(file: string): readonly (readonly [string, unknown])[] {
  try {
    const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { readonly packages?: unknown };
    return typeof packages === 'object' && packages !== null ? Object.entries(packages) : [];
  } catch {
    return [];
  }
}

function lockedOf(entry: unknown): LockedPackage | undefined {
  const { version, integrity, resolved, link } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const strong =
    typeof integrity === 'string'
      ? integrity.split(/\s+/).find((each) => /^sha512-[A-Za-z0-9+/]{86}==$/.test(each))
      : undefined;
  if (typeof version !== 'string' || strong === undefined || link === true) return undefined;
  // npm may be told to leave out where registries have things; of files and folders it never does.
  const isOfRegistry = resolved === undefined || (typeof resolved === 'string' && /^https?:/.test(resolved));
  return { version, integrity: strong, isOfRegistry };
}
