import type { ModuleChange } from '../common/version.ts';

interface Module {
  readonly name: string;
  readonly version: string;
  /** Node sets that are switched off; not recorded in the first versions. */
  readonly disabled?: readonly string[];
}

/**
 * What became of the modules between two versions, by name.
 *
 * @param before JSON text of the modules, as a version keeps it
 */
export function moduleChanges(before: string, after: string): ModuleChange[] {
  const changes: ModuleChange[] = [];
  for (const [name, was, is] of pairs(before, after)) {
    if (was?.version === is?.version) continue;
    changes.push({
      name,
      ...(was === undefined ? {} : { before: was.version }),
      ...(is === undefined ? {} : { after: is.version }),
    });
  }
  return changes;
}

/** Whether two texts name the same modules, whatever else newer ones record about them. */
export function sameModules(before: string, after: string): boolean {
  if (before === after) return true;
  for (const [, was, is] of pairs(before, after)) {
    if (was?.version !== is?.version) return false;
    if (was?.disabled && is?.disabled && was.disabled.join() !== is.disabled.join()) return false;
  }
  return true;
}

function* pairs(
  before: string,
  after: string,
): Generator<readonly [name: string, was: Module | undefined, is: Module | undefined]> {
  const former = modulesOf(before);
  const current = modulesOf(after);
  for (const name of [...new Set([...former.keys(), ...current.keys()])].sort())
    yield [name, former.get(name), current.get(name)];
}

const modulesOf = (text: string): ReadonlyMap<string, Module> =>
  new Map((JSON.parse(text) as readonly Module[]).map((module) => [module.name, module]));
