import { type Clock, systemClock } from '../clock.ts';
import type { FlowsReader } from '../flows/write.ts';
import type { OperationRecord } from '../pipeline/record.ts';
import type { Pipeline } from '../pipeline/run.ts';
import type { NodeRed } from '../red.ts';
import { stackOf } from '../stack.ts';
import type { Door } from './door.ts';
import { settleOwner } from './owner.ts';
import { tellWarnings } from './warnings.ts';

/** Reads Node-RED's flows for the pipeline and for plugins. */
export function readerOf(RED: NodeRed, door: Door): FlowsReader {
  return {
    states: door.states,
    active() {
      const { runtime, missing } = door.found;
      return missing.length > 0 ? null : (runtime?._.flows.getFlows() ?? null);
    },
    hasCredentials: (id) => Object.keys(RED.nodes.getCredentials(id) ?? {}).length > 0,
  };
}

/** The pipeline over a door, run by the code of this copy. */
export function pipelineOf(door: Door, RED: NodeRed, clock: Clock = systemClock): Pipeline {
  const { context, locks, running, interceptors } = door;
  return {
    context,
    locks,
    running,
    interceptors,
    clock,
    report: (operation: OperationRecord) => tellWarnings(RED, operation),
    over: () => settleOwner(door, RED),
    fault: (plugin, error) => RED.log.error(`[millwright/${plugin}] ${stackOf(error)}`),
  };
}
