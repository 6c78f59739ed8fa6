import type { FlowItem } from '@millwright/flows';
import type { InstalledModule } from '@millwright/runtime';
import type { RestorePlan } from '../../common/restoring.ts';

interface Situation {
  /** Modules of the version. Those kept by older versions of history say nothing of types. */
  readonly kept: readonly InstalledModule[];
  readonly installed: readonly InstalledModule[];
  /** All that would run. */
  readonly items: readonly FlowItem[];
  /** Of what is restored, those that nothing provides now. */
  readonly missingTypes: readonly string[];
  /** Only parts of the version are restored: modules of others do not matter. */
  readonly scoped: boolean;
}

/** Our own packages are not for a restore to remove: it would cut off the branch that it sits on. */
const own = /^@millwright\//;

/**
 * Which modules would come or go. Libraries of function nodes are left out: Node-RED itself installs them when flows
 * start.
 */
export function planModules({
  kept,
  installed,
  items,
  missingTypes,
  scoped,
}: Situation): RestorePlan['modules'] {
  const now = new Map(installed.map((module) => [module.name, module]));
  const then = new Set(kept.map(({ name }) => name));
  const used = new Set(items.map(({ type }) => type));
  const matters = ({ types }: InstalledModule): boolean =>
    !scoped || (types ? types.some((type) => missingTypes.includes(type)) : missingTypes.length > 0);
  const withNodes = kept.filter(({ kind }) => kind === 'node-red');
  return {
    missing: withNodes.filter((module) => !now.has(module.name) && matters(module)).map(missing),
    superfluous: installed
      .filter(({ name, kind }) => kind === 'node-red' && !then.has(name) && !own.test(name))
      .filter(({ types = [] }) => !types.some((type) => used.has(type)))
      .map(nameAndVersion),
    other: withNodes.flatMap(({ name, version }) => {
      const { version: running = version } = now.get(name) ?? {};
      return running === version ? [] : [{ name, version, installed: running }];
    }),
  };
}

const missing = (module: InstalledModule) => ({
  ...nameAndVersion(module),
  ...(module.local ? { local: true } : {}),
});

const nameAndVersion = ({ name, version }: InstalledModule) => ({ name, version });
