import { join } from 'node:path';
import type { InstalledModule } from '../host.ts';
import type { InstalledSet, Runtime } from '../red.ts';
import type { Manifests } from './manifests.ts';

/**
 * All modules beyond Node-RED itself, with the versions that are installed: those that brought nodes or plugins, and
 * those of the user directory's `package.json` that function nodes use. Of a module that was updated, its former
 * version runs until Node-RED is restarted. Ordered by name.
 */
export function installedModules(
  userDirectory: string,
  runtime: Runtime | undefined,
  manifests: Manifests,
): readonly InstalledModule[] {
  const modules = new Map<string, InstalledModule>();
  const declared = dependencies(manifests.read(join(userDirectory, 'package.json')));
  for (const name of declared.keys()) {
    const version = stringOf(
      manifests.read(join(userDirectory, 'node_modules', name, 'package.json'))['version'],
    );
    if (version) modules.set(name, { name, version, kind: 'library' });
  }
  if (runtime) for (const module of loadedModules(runtime)) modules.set(module.name, module);
  return [...modules.values()]
    .map(
      (module): InstalledModule => (isLocal(declared.get(module.name)) ? { ...module, local: true } : module),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function* loadedModules({ _: { nodes, plugins } }: Runtime): Generator<InstalledModule> {
  const sets = [...nodes.getNodeList(), ...plugins.getPluginList()];
  for (const [name, own] of Map.groupBy(sets, ({ module }) => module)) {
    if (!name || name === 'node-red') continue;
    const version = nodes.getModuleInfo(name)?.pending_version ?? own[0]?.version;
    // Of plugins Node-RED does not say: they cannot be disabled.
    const disabled = own.flatMap((set) => (set.enabled === false && set.name ? [set.name] : [])).sort();
    const types = [...new Set(own.flatMap((set) => set.types ?? []))].sort();
    const ofNodes = types.length > 0 ? { types } : {};
    if (version) yield { name, version, kind: 'node-red', ...ofNodes, disabled };
  }
}

/**
 * Whether nodes of a type can be made now and after a restart too: of a module that was removed, Node-RED keeps the
 * constructors until then.
 */
export function providesType({ _: { nodes } }: Runtime, type: string): boolean {
  const isProvided = ({ types = [], enabled, err }: InstalledSet): boolean =>
    enabled !== false && !err && types.includes(type);
  return Boolean(nodes.getType(type)) && nodes.getNodeList().some(isProvided);
}

/** The module that brings a type of nodes, also where it is switched off or could not be loaded. */
export function moduleOfType({ _: { nodes } }: Runtime, type: string): string | undefined {
  return nodes.getNodeList().find(({ types = [] }) => types.includes(type))?.module;
}

/** What npm was told to install, by name. */
function dependencies({
  dependencies: declared,
}: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(typeof declared === 'object' && declared !== null ? Object.entries(declared) : []);
}

/** Versions, ranges and tags have none of these; files, folders, addresses and other names do. */
const isLocal = (wanted: unknown): boolean => typeof wanted === 'string' && /[:/\\]/.test(wanted);

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
