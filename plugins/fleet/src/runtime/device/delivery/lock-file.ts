import { releaseErrors } from '@millwright/release';
import type { SlotModule } from '../slot-mark.ts';

type Entry = Readonly<Record<string, unknown>>;
type Entries = Readonly<Record<string, Entry>>;

/** A folder below `node_modules`, as the lock file of a release says what has to lie there. */
export interface Place {
  /** `node_modules/a/node_modules/@acme/b` */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** `sha512-…`: absent from what comes within another module. */
  readonly integrity?: string;
}

/** What npm is given, out of the lock file of a release. */
export interface LockFile {
  /** In the order of the file. */
  readonly places: readonly Place[];
  /** What the flows' project asks for by itself, as `package.json` names it. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The text of `package.json` and of `package-lock.json`, in which every module comes from the file of its integrity. */
  files(fileOf: (integrity: string) => string): { readonly description: string; readonly lock: string };
}

const asks = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** @param text as `receiveLock` gives it, so it is checked: canonical JSON, version 3, no addresses */
export function readLockFile(text: string): LockFile {
  const lock = JSON.parse(text) as { readonly packages: Entries } & Entry;
  const { '': root = {}, ...packages } = lock.packages;
  const places = Object.entries(packages).map(([path, entry]) => placeOf(path, entry));
  return {
    places,
    dependencies: textsOf(root['dependencies']),
    files: (fileOf) => {
      const named = { name: 'millwright-slot', version: '1.0.0' };
      const asked = Object.fromEntries(asks.flatMap((kind) => (root[kind] ? [[kind, root[kind]]] : [])));
      const sourced = Object.entries(packages).map(([path, entry]) => {
        const { integrity } = entry;
        return [path, typeof integrity === 'string' ? { ...entry, resolved: fileOf(integrity) } : entry];
      });
      return {
        description: JSON.stringify({ ...named, private: true, ...asked }),
        lock: JSON.stringify({
          ...named,
          lockfileVersion: 3,
          requires: true,
          packages: { '': { ...named, ...asked }, ...Object.fromEntries(sourced) },
        }),
      };
    },
  };
}

/** What stands in `node_modules` itself, as a slot says it. */
export const topModules = ({ places }: LockFile): SlotModule[] =>
  places
    .filter(({ path, name }) => path === `node_modules/${name}`)
    .map(({ name, version, integrity }) => ({
      name,
      version,
      ...(integrity !== undefined && { integrity }),
    }));

function placeOf(path: string, { name, version, integrity }: Entry): Place {
  const last = path.split(/(?:^|\/)node_modules\//).at(-1) ?? '';
  if (typeof version !== 'string') throw releaseErrors.lockInvalid({ reason: `${path} has no version` });
  return {
    path,
    name: typeof name === 'string' ? name : last,
    version,
    ...(typeof integrity === 'string' && { integrity }),
  };
}

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((value ?? {}) as Entry).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
