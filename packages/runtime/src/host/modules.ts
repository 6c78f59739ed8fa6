import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledModule } from '../host.ts';
import type { Runtime } from '../red.ts';

/**
 * All modules beyond Node-RED itself, with the versions that run: those that brought nodes or plugins, and those of
 * the user directory's `package.json` that function nodes use. Ordered by name.
 */
export function installedModules(
  userDirectory: string,
  runtime: Runtime | undefined,
): readonly InstalledModule[] {
  const modules = new Map<string, InstalledModule>();
  for (const name of dependencies(userDirectory)) {
    const version = stringOf(readJson(join(userDirectory, 'node_modules', name, 'package.json'))['version']);
    if (version) modules.set(name, { name, version, kind: 'library' });
  }
  const sets = runtime ? [...runtime._.nodes.getNodeList(), ...runtime._.plugins.getPluginList()] : [];
  for (const { module: name, version, types = [] } of sets) {
    if (!name || !version || name === 'node-red') continue;
    const all = [...new Set([...(modules.get(name)?.types ?? []), ...types])].sort();
    const ofNodes = all.length > 0 ? { types: all } : {};
    modules.set(name, { name, version, kind: 'node-red', ...ofNodes });
  }
  return [...modules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function dependencies(userDirectory: string): readonly string[] {
  const declared = readJson(join(userDirectory, 'package.json'))['dependencies'];
  return typeof declared === 'object' && declared !== null ? Object.keys(declared) : [];
}

/** A file that is missing or broken says nothing, which is no reason to fail. */
function readJson(path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
