import type { FlowsWriteKind } from '../catalogue/index.ts';
import type { OperationInput, Target } from '../operation.ts';
import type { NodeRed, RawFlows, Runtime } from '../red.ts';
import { planAdd, planDeploy, planRemove, planUnforeseen, planUpdate } from './plan.ts';
import type { Planner } from './write.ts';

/** How one call writes flows. */
export interface FlowsCall {
  readonly deploymentType: string;
  readonly planner: Planner;
  /** What has to be read before the phases begin. */
  readonly prepare?: () => Promise<void>;
  /** How the input goes to Node-RED, if not as it is. */
  readonly hand?: (input: OperationInput) => OperationInput;
  /** What it is about, where only this can tell. */
  readonly target?: Target;
}

type Describe = (
  input: OperationInput,
  tools: { readonly RED: NodeRed; readonly runtime: Runtime },
) => FlowsCall;

/** How Node-RED deploys what comes through the functions for a single flow. */
const deploymentType = 'flows';

/** All ways in which flows are written. */
export const flowsWrites: Readonly<Record<FlowsWriteKind, Describe>> = {
  deploy: ({ deploymentType: given }) => ({ deploymentType: String(given || 'full'), planner: planDeploy }),
  reload(_input, { runtime }) {
    let stored: RawFlows['flows'] = [];
    return {
      deploymentType: 'reload',
      planner: () => ({ deploymentType: 'reload', items: stored }),
      prepare: async () => {
        stored = (await runtime.storage.getFlows()).flows;
      },
    };
  },
  add(_input, { RED }) {
    const id = RED.util.generateId();
    return {
      deploymentType,
      planner: (input, before) => planAdd(input, id, before),
      hand: (input) => ({ ...input, flow: withFixedId(input['flow'], id) }),
      target: { kind: 'flow', id },
    };
  },
  update: () => ({ deploymentType, planner: planUpdate }),
  remove: () => ({ deploymentType, planner: planRemove }),
  unforeseen: () => ({ deploymentType: 'project', planner: planUnforeseen }),
};

/**
 * Node-RED makes up the id of a new tab while it adds it (`flow.id = generateId()`). The phases before have to know
 * it, so the tab is given with one that stays.
 */
function withFixedId(flow: unknown, id: string): unknown {
  if (typeof flow !== 'object' || flow === null) return flow;
  return Object.defineProperty({ ...flow }, 'id', { enumerable: true, get: () => id, set: () => {} });
}
