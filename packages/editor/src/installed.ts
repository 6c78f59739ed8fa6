import { red } from './red.ts';

/** What this Node-RED has nodes of. */
export interface InstalledNodes {
  readonly types: readonly string[];
  readonly modules: readonly string[];
}

/** Sorted; without the types that stand for subflows. */
export function installedNodes(): InstalledNodes {
  const { registry } = red().nodes;
  const types = registry.getNodeTypes().filter((type) => !type.startsWith('subflow:'));
  return { types: types.toSorted(), modules: Object.keys(registry.getModuleList()).toSorted() };
}
