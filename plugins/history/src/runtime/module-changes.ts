import type { ModuleChange } from '../common/version.ts';

interface Module {
  readonly name: string;
  readonly version: string;
}

/**
 * What became of the modules between two versions, by name.
 *
 * @param before JSON text of the modules, as a version keeps it
 */
export function moduleChanges(before: string, after: string): ModuleChange[] {
  const former = versionsOf(before);
  const current = versionsOf(after);
  const names = [...new Set([...former.keys(), ...current.keys()])].sort();
  const changes: ModuleChange[] = [];
  for (const name of names) {
    const [was, is] = [former.get(name), current.get(name)];
    if (was === is) continue;
    changes.push({
      name,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    });
  }
  return changes;
}

const versionsOf = (text: string): ReadonlyMap<string, string> =>
  new Map((JSON.parse(text) as readonly Module[]).map(({ name, version }) => [name, version]));
