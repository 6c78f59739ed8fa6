import { CodedError, isCodedError } from '@millwright/schema';
import { planAdd, planDeploy, planRemove, planUpdate } from '../flows/plan.ts';
import { type FlowsReader, FlowsWriteRecord, type Planner } from '../flows/write.ts';
import { answerDetails } from '../http/refusal-details.ts';
import type { OperationInput } from '../operation.ts';
import { currentContext, originOf } from '../pipeline/context.ts';
import { OperationRecord } from '../pipeline/record.ts';
import { type Pipeline, run } from '../pipeline/run.ts';
import type { NodeRed, RawFlows, Runtime, RuntimeFunction, RuntimeOptions } from '../red.ts';
import type { wrappedFunctions } from './find-runtime.ts';

type FunctionName = (typeof wrappedFunctions)[number];

/** What one call of a function of Node-RED is, in our words. */
interface Call {
  readonly name: string;
  readonly target?: string | undefined;
  readonly deploymentType: string;
  readonly planner: Planner;
  /** What has to be read before the phases begin. */
  readonly prepare?: () => Promise<void>;
  /** How the input goes to Node-RED, if not as it is. */
  readonly hand?: (input: OperationInput) => OperationInput;
}

type Describe = (input: OperationInput, tools: { readonly RED: NodeRed; readonly runtime: Runtime }) => Call;

/** How Node-RED deploys what comes through the functions for a single flow. */
const deploymentType = 'flows';

/** All operations that write flows, by the function of Node-RED's runtime API that does it. */
const calls: Readonly<Record<FunctionName, Describe>> = {
  setFlows(input, { runtime }) {
    const deploymentType = String(input['deploymentType'] || 'full');
    if (deploymentType !== 'reload') return { name: 'flows.deploy', deploymentType, planner: planDeploy };
    let stored: RawFlows['flows'] = [];
    return {
      name: 'flows.reload',
      deploymentType,
      planner: () => ({ deploymentType, items: stored }),
      prepare: async () => {
        stored = (await runtime.storage.getFlows()).flows;
      },
    };
  },
  addFlow(_input, { RED }) {
    const id = RED.util.generateId();
    return {
      name: 'flow.add',
      target: id,
      deploymentType,
      planner: (input, before) => planAdd(input, id, before),
      hand: (input) => ({ ...input, flow: withFixedId(input['flow'], id) }),
    };
  },
  updateFlow: ({ id }) => ({ name: 'flow.update', target: String(id), deploymentType, planner: planUpdate }),
  deleteFlow: ({ id }) => ({ name: 'flow.remove', target: String(id), deploymentType, planner: planRemove }),
};

/**
 * Node-RED makes up the id of a new tab while it adds it (`flow.id = generateId()`). The phases before have to know
 * it, so the tab is given with one that stays.
 */
function withFixedId(flow: unknown, id: string): unknown {
  if (typeof flow !== 'object' || flow === null) return flow;
  return Object.defineProperty({ ...flow }, 'id', { enumerable: true, get: () => id, set: () => {} });
}

/** Sends every call of one function of Node-RED's runtime API through the pipeline. */
export function capture(
  name: FunctionName,
  pipeline: Pipeline,
  tools: { readonly RED: NodeRed; readonly runtime: Runtime; readonly reader: FlowsReader },
): (original: RuntimeFunction) => RuntimeFunction {
  return (original) =>
    async (options = {}) => {
      const { user, req, ...input } = options;
      const call = calls[name](input, tools);
      const flows = new FlowsWriteRecord(tools.reader, call.planner, call.deploymentType);
      const operation = new OperationRecord({
        name: call.name,
        target: call.target,
        origin: originOf(pipeline.context, user, req !== undefined),
        startedAt: pipeline.clock.now(),
        input,
        flows,
      });
      const hand = call.hand ?? ((given: OperationInput) => given);
      try {
        return await run(pipeline, {
          operation,
          locks: ['flows'],
          prepare: async () => {
            await call.prepare?.();
            flows.begin(input);
          },
          apply: () => original({ ...hand(operation.input), ...identity(options) }),
        });
      } catch (error) {
        answerDetails(currentContext(pipeline.context), error);
        throw withoutMarkup(error);
      }
    };
}

/** Who asks goes to Node-RED as it came. */
function identity({ user, req }: RuntimeOptions): Pick<RuntimeOptions, 'user' | 'req'> {
  return { user, req };
}

/**
 * The editor shows what Node-RED answers as HTML, and messages may quote what users named their tabs. Node-RED's own
 * errors are left alone.
 */
function withoutMarkup(error: unknown): unknown {
  if (!isCodedError(error) || !/[<>]/.test(error.message)) return error;
  const { code, status, family, details } = error;
  const message = error.message.replaceAll('<', '‹').replaceAll('>', '›');
  const fields = { code, status, family, message };
  return new CodedError(details === undefined ? fields : { ...fields, details }, { cause: error });
}
