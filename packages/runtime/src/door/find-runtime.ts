import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type FunctionGroup, functionCatalogue } from '../catalogue/index.ts';
import type { NodeRed, Runtime } from '../red.ts';

/** Without these there is nothing to hold on to: they are all that changes something. */
const essential = functionCatalogue
  .filter(({ kind, uncaught }) => kind === 'write' && !uncaught)
  .map(({ group, call }): readonly [FunctionGroup, string] => [group, call]);

/** What was found: the runtime and the names of the parts that it lacks (none: all is well). */
export interface FoundRuntime {
  readonly runtime: Runtime | undefined;
  readonly missing: readonly string[];
}

/**
 * Finds the runtime object that Node-RED's own HTTP layer calls. Plugins are not given it, so it is looked up where
 * Node-RED itself would load it from; a copy that happens to lie elsewhere is told apart by its event emitter.
 */
export function findRuntime(RED: NodeRed): FoundRuntime {
  for (const load of [fromCoreNodes, fromCache, fromMain]) {
    const runtime = load(RED);
    if (runtime?.events !== RED.events) continue;
    return { runtime, missing: missingIn(runtime) };
  }
  return { runtime: undefined, missing: ['the runtime'] };
}

const local = createRequire(import.meta.url);

function isRuntime(value: unknown): value is Runtime {
  return typeof value === 'object' && value !== null && 'events' in value && '_' in value;
}

function attempt(load: () => unknown): Runtime | undefined {
  try {
    const value = load();
    return isRuntime(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function fromCoreNodes({ settings }: NodeRed): Runtime | undefined {
  const directory = settings['coreNodesDir'];
  if (typeof directory !== 'string') return undefined;
  return attempt(() => createRequire(join(directory, 'package.json'))('@node-red/runtime'));
}

/** Whatever the layout: it has been loaded, so it is in the cache. */
function fromCache(RED: NodeRed): Runtime | undefined {
  return Object.entries(local.cache)
    .filter(([path]) => path.replaceAll('\\', '/').endsWith('/@node-red/runtime/lib/index.js'))
    .map(([, module]) => attempt(() => module?.exports))
    .find((runtime) => runtime?.events === RED.events);
}

/** Node-RED embedded in an application, or a layout that does not hoist. */
function fromMain(): Runtime | undefined {
  const main = local.main;
  return main && attempt(() => main.require('@node-red/runtime'));
}

function missingIn(runtime: Runtime): readonly string[] {
  const partial: PartialRuntime = runtime;
  const parts: readonly (readonly [string, unknown])[] = [
    ...essential.map(([group, call]) => [`${group}.${call}`, partial[group]?.[call]] as const),
    ['flows.getFlows', partial._?.flows?.getFlows],
    ['storage.getFlows', partial.storage?.getFlows],
  ];
  return [...new Set(parts.filter(([, value]) => typeof value !== 'function').map(([name]) => name))];
}

/** A runtime that is taken for nothing: other versions may lack anything. */
interface PartialRuntime extends Partial<Record<FunctionGroup, Readonly<Record<string, unknown>>>> {
  readonly storage?: { readonly getFlows?: unknown };
  readonly _?: { readonly flows?: { readonly getFlows?: unknown } };
}
