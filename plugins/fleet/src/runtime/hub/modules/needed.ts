import { isBuiltin } from 'node:module';
import type { FlowItem } from '@millwright/flows';

/** A module that flows use themselves: it stands in the `package.json` of a device. */
export interface NeededModule {
  readonly name: string;
  /** The types of nodes that flows have of it; none where only function nodes use it. */
  readonly types: readonly string[];
}

/** What flows need to run, beyond Node-RED itself. */
export interface Needs {
  readonly modules: readonly NeededModule[];
  /** Packages of Millwright whose nodes are in the flows: a device has to have them already. */
  readonly own: readonly NeededModule[];
  /** Types of nodes that nothing provides here. */
  readonly unknown: readonly string[];
}

/** They are no nodes: nothing has to provide them. */
const structure: ReadonlySet<unknown> = new Set(['tab', 'subflow', 'group']);
/** `name`, `@scope/name`, with a path within and a version that people may have added. */
const moduleSpec = /^((?:@[^/@]+\/)?[^/@]+)/;

const isOwn = (name: string): boolean => name.startsWith('@millwright/');
/** What belongs to Node-RED is on every device, in the version of its Node-RED. */
export const isOfNodeRed = (name: string): boolean => name === 'node-red' || name.startsWith('@node-red/');

/**
 * Which modules flows use: those that bring the types of their nodes, and those that function nodes name.
 *
 * @param moduleOf which module brings a type; undefined if nothing does
 */
export function needsOf(items: readonly FlowItem[], moduleOf: (type: string) => string | undefined): Needs {
  const subflows = new Set(items.filter(({ type }) => type === 'subflow').map(({ id }) => `subflow:${id}`));
  const found = new Map<string, Set<string>>();
  const unknown = new Set<string>();
  const use = (name: string): Set<string> => {
    const types = found.get(name) ?? new Set();
    found.set(name, types);
    return types;
  };
  for (const type of new Set(items.map((item) => item['type']))) {
    if (typeof type !== 'string' || structure.has(type) || subflows.has(type)) continue;
    const name = type.startsWith('subflow:') ? undefined : moduleOf(type);
    if (name === undefined) unknown.add(type);
    else if (!isOfNodeRed(name)) use(name).add(type);
  }
  for (const name of items.flatMap(librariesOf)) use(name);
  const all = Array.from(found, ([name, types]): NeededModule => ({ name, types: [...types].sort() })).sort(
    (one, other) => (one.name < other.name ? -1 : 1),
  );
  return {
    modules: all.filter(({ name }) => !isOwn(name)),
    own: all.filter(({ name }) => isOwn(name)),
    unknown: [...unknown].sort(),
  };
}

/** The packages that a function node has Node-RED load for it. @see `externalModules` of @node-red/registry */
function librariesOf({ type, libs }: FlowItem): readonly string[] {
  if (type !== 'function' || !Array.isArray(libs)) return [];
  return libs.flatMap((library: unknown) => {
    const wanted = (library as { readonly module?: unknown } | null)?.module;
    const [, name] = typeof wanted === 'string' ? (moduleSpec.exec(wanted.trim()) ?? []) : [];
    return name === undefined || isBuiltin(name) || isOfNodeRed(name) ? [] : [name];
  });
}
