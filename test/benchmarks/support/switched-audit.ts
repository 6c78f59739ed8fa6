import type { NodeRedOptions } from '@millwright/testing';
import type { Times } from './added.ts';
import { withArms } from './arms.ts';
import { deployOnce } from './deploy.ts';
import { plant } from './plant.ts';
import { rounds } from './rounds.ts';
import { measureSwitched, type Switched } from './switched.ts';

const small = plant({ tabs: 1, nodesPerTab: 100 });

/**
 * Deploys 100 nodes, one of them changed, to one Node-RED with audit and the pipeline in front of it, and without both,
 * in turn. Milliseconds of the whole request: intent and outcome are on the disk before it is answered.
 */
export function measureAudit(options: NodeRedOptions): Promise<Times<Switched>> {
  return withArms({ small: { ...options, flows: small } }, async ({ small: arm }) =>
    measureSwitched(
      arm,
      { count: rounds(60), warmUp: 5 },
      async () => (await deployOnce(arm, { items: small })).whole,
    ),
  );
}
