import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, objectIn, readJson, readNames, textIn } from './files.ts';

const scope = '@millwright';

/** A package of Millwright that lies in a `node_modules`. */
export interface InstalledPackage {
  readonly name: string;
  /** Undefined where its package.json cannot be read. */
  readonly version: string | undefined;
  /** Its real place, links followed. */
  readonly folder: string;
  /** Node-RED loads it. */
  readonly loadable: boolean;
  /** Names of ours that it asks for itself. */
  readonly needs: readonly string[];
  /** Files that Node-RED would load and that are not there, from its folder. */
  readonly missingFiles: readonly string[];
}

function inspect(name: string, folder: string): InstalledPackage {
  const manifest = readJson(join(folder, 'package.json'));
  const content = manifest.kind === 'found' ? manifest.value : {};
  const entries = content['node-red'];
  const files = isObject(entries)
    ? Object.values({ ...objectIn(entries, 'plugins'), ...objectIn(entries, 'nodes') })
    : [];
  return {
    name,
    version: textIn(content, 'version'),
    folder: realpathSync(folder),
    loadable: isObject(entries),
    needs: declaredIn(content),
    missingFiles: files
      .filter((file) => typeof file === 'string')
      .filter(
        (file) =>
          !existsSync(join(folder, file)) && !existsSync(join(folder, file.replace(/\.c?js$/, '.html'))),
      ),
  };
}

/** Those of Millwright in one `node_modules`. */
export function installedIn(modules: string): readonly InstalledPackage[] {
  const names = readNames(join(modules, scope));
  if (names.kind !== 'found') return [];
  return names.value
    .filter((name) => !name.startsWith('.') && existsSync(join(modules, scope, name)))
    .map((name) => inspect(`${scope}/${name}`, join(modules, scope, name)));
}

/** Those that npm put below another package, since it asked for another version than the one at the top. */
export function nestedIn(modules: string): readonly InstalledPackage[] {
  const names = readNames(modules);
  if (names.kind !== 'found') return [];
  const own = names.value.includes(scope) ? readNames(join(modules, scope)) : { kind: 'missing' as const };
  const folders = [
    ...names.value.filter((name) => !/^[.@]/.test(name)),
    ...(own.kind === 'found' ? own.value.map((name) => join(scope, name)) : []),
  ];
  return folders.flatMap((folder) => installedIn(join(modules, folder, 'node_modules')));
}

/** The packages of Millwright that a package.json asks for. */
export function declaredIn(manifest: Readonly<Record<string, unknown>>): readonly string[] {
  const asked = { ...objectIn(manifest, 'dependencies'), ...objectIn(manifest, 'optionalDependencies') };
  return Object.keys(asked).filter((name) => name.startsWith(`${scope}/`));
}
