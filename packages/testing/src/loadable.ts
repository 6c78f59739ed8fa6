import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that Node-RED loads. Its package.json is the only list of its plugins and nodes. */
export interface LoadablePackage {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  /** Names of the plugin entries. */
  readonly plugins: readonly string[];
  /** Types of the nodes. */
  readonly nodes: readonly string[];
  /** The file of `resources` that a dashboard's pages load, where there are widgets. */
  readonly client?: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly 'node-red'?: {
    readonly plugins?: Record<string, string>;
    readonly nodes?: Record<string, string>;
  };
  /** What Dashboard reads of a package of widgets. */
  readonly 'node-red-dashboard-2'?: {
    readonly widgets: Record<string, { readonly output: string }>;
  };
}

/** Reads the package in `directory`, or gives undefined where it is not one that Node-RED loads. */
export function readLoadable(directory: string): LoadablePackage | undefined {
  const path = join(directory, 'package.json');
  if (!existsSync(path)) return undefined;
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'));
  const entries = manifest['node-red'];
  if (!entries) return undefined;
  const [widget] = Object.values(manifest['node-red-dashboard-2']?.widgets ?? {});
  return {
    ...(widget && { client: widget.output }),
    directory,
    name: manifest.name,
    version: manifest.version,
    plugins: Object.keys(entries.plugins ?? {}),
    nodes: Object.keys(entries.nodes ?? {}),
  };
}

/** All packages below `plugins/` and `nodes/` of the repository. */
export function loadablePackages(root: string): readonly LoadablePackage[] {
  return ['plugins', 'nodes'].flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => readLoadable(join(root, room, entry.name)) ?? []),
  );
}
