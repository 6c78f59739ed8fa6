import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { FlowStates } from '../flows/state.ts';
import type { FlowsReader } from '../flows/write.ts';
import { mountOpenApiRoute } from '../http/openapi-route.ts';
import { makeContextStorage } from '../pipeline/context.ts';
import { Locks } from '../pipeline/locks.ts';
import type { OperationRecord } from '../pipeline/record.ts';
import type { Pipeline } from '../pipeline/run.ts';
import type { NodeRed } from '../red.ts';
import { stackOf } from '../stack.ts';
import { capture } from './capture.ts';
import { type Door, doorApi } from './door.ts';
import { type FoundRuntime, findRuntime, wrappedFunctions } from './find-runtime.ts';
import { type Mounted, mount } from './layers.ts';
import { requestLayer } from './request-layer.ts';
import { statusOf } from './status.ts';
import { faultLog, mountErrorAnswers, mountStatusRoute } from './status-route.ts';
import { tellWarnings } from './warnings.ts';
import { type Wrapped, wrap } from './wrap.ts';

/** Reads Node-RED's flows for the pipeline and for plugins. */
export function readerOf(RED: NodeRed, { states }: Door, { runtime, missing }: FoundRuntime): FlowsReader {
  return {
    states,
    active: () => (missing.length > 0 ? null : (runtime?._.flows.getFlows() ?? null)),
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
    fault: (plugin, error) => RED.log.error(`[millwright/${plugin}] ${stackOf(error)}`),
  };
}

/** Makes the door of this process and wraps Node-RED with it, if Node-RED has all that it takes. */
export function openDoor(RED: NodeRed, { plugin, version }: { plugin: string; version: string }): Door {
  const found = findRuntime(RED);
  const door: Door = {
    api: doorApi,
    copies: [],
    owner: undefined,
    context: makeContextStorage(),
    locks: new Locks(systemClock),
    running: new Map(),
    interceptors: [],
    routes: [],
    services: {},
    states: new FlowStates(),
    status: () => statusOf(RED, door, { found, wrapped, requests }),
  };
  const wrapped = wrapAll(door, RED, found);
  const requests = RED.httpAdmin.parent
    ? mount(RED.httpAdmin.parent, requestLayer(door.context), { place: 'front' })
    : undefined;
  const mounted: readonly (Wrapped | Mounted | undefined)[] = [
    ...wrapped,
    requests,
    mountStatusRoute(RED, door),
    mountOpenApiRoute(RED, door, faultLog(RED)),
    mountErrorAnswers(RED),
  ];
  door.owner = {
    plugin,
    version,
    present: true,
    undo() {
      for (const each of [...mounted].reverse()) each?.undo();
    },
  };
  return door;
}

/** All or nothing: half of the deploys captured would be worse than none, since nobody could tell. */
function wrapAll(door: Door, RED: NodeRed, { runtime, missing }: FoundRuntime): readonly Wrapped[] {
  if (!runtime || missing.length > 0) {
    RED.log.error(
      `[millwright] Deploys are not captured: this Node-RED (${RED.version()}) lacks ${missing.join(', ')}. ` +
        'Flows and deploys work as without Millwright. Update Millwright, or report this version',
    );
    return [];
  }
  const tools = { RED, runtime, reader: readerOf(RED, door, { runtime, missing }) };
  const pipeline = pipelineOf(door, RED);
  return wrappedFunctions.map((name) => wrap(runtime.flows, name, capture(name, pipeline, tools)));
}
