import type { FlowStates } from '../flows/state.ts';
import type { FlowsReader } from '../flows/write.ts';
import type { Dispose, FlowsDiff, FlowsNotStarted, FlowsStarted, NodeStatus } from '../host.ts';
import type { FlowsState } from '../operation.ts';
import type { NodeRed, RawFlows } from '../red.ts';

interface StartedEvent {
  readonly config: RawFlows;
  readonly type: FlowsStarted['type'];
  readonly diff?: FlowsDiff;
}

/** Calls the listener at every start of flows. It must not throw: Node-RED would not survive that. */
export function onFlowsStarted(
  RED: NodeRed,
  states: FlowStates,
  listener: (started: FlowsStarted) => void,
): Dispose {
  const handle = ({ config, type, diff }: StartedEvent): void =>
    listener({ state: states.of(config), type, diff });
  RED.events.on('flows:started', handle);
  return () => RED.events.off('flows:started', handle);
}

/** Calls the listener whenever all flows have been stopped. It must not throw. */
export function onFlowsStopped(RED: Pick<NodeRed, 'events'>, listener: () => void): Dispose {
  const handle = ({ type }: Pick<StartedEvent, 'type'>): void => {
    if (type === 'full') listener();
  };
  RED.events.on('flows:stopped', handle);
  return () => RED.events.off('flows:stopped', handle);
}

const reasons: ReadonlySet<unknown> = new Set<FlowsNotStarted['why']>([
  'missing-types',
  'missing-modules',
  'safe-mode',
]);

/**
 * Calls the listener whenever Node-RED has flows and does not start them. It must not throw.
 *
 * @param areStopped whether somebody has stopped them: what Node-RED says when it stops them for a deploy looks the same
 */
export function onFlowsNotStarted(
  RED: Pick<NodeRed, 'events'>,
  areStopped: () => boolean,
  listener: (held: FlowsNotStarted) => void,
): Dispose {
  const handle = ({ id, payload }: { readonly id: string; readonly payload?: unknown }): void => {
    if (id !== 'runtime-state' || typeof payload !== 'object' || payload === null) return;
    const { state, error, types, modules } = payload as Readonly<Record<string, unknown>>;
    if (reasons.has(error))
      listener({ why: error as FlowsNotStarted['why'], names: namesIn(types ?? modules) });
    else if (state === 'stop' && error === undefined && areStopped()) listener({ why: 'stopped', names: [] });
  };
  RED.events.on('runtime-event', handle);
  return () => RED.events.off('runtime-event', handle);
}

/** Types are given by their names, modules as objects. */
const namesIn = (given: unknown): readonly string[] =>
  Array.isArray(given)
    ? given.map((each: unknown) => String((each as { readonly module?: unknown } | null)?.module ?? each))
    : [];

/** Calls the listener for each status of a node. It must not throw. */
export function onNodeStatus(
  RED: Pick<NodeRed, 'events'>,
  listener: (id: string, status: NodeStatus) => void,
): Dispose {
  const handle = ({ id, status }: { readonly id?: unknown; readonly status?: unknown }): void => {
    if (typeof id !== 'string') return;
    const { fill, shape, text, is } = (status ?? {}) as Readonly<Record<string, unknown>>;
    listener(id, {
      ...(typeof fill === 'string' && { fill }),
      ...(typeof shape === 'string' && { shape }),
      ...(typeof text === 'string' && { text }),
      ...(typeof is === 'string' && { is }),
    });
  };
  RED.events.on('node-status', handle);
  return () => RED.events.off('node-status', handle);
}

/**
 * Calls the listener once, as soon as flows have been loaded and Node-RED has tried to start them: also when a node
 * type is missing, or flows are kept stopped, and they do not run.
 */
export function onReady(RED: NodeRed, reader: FlowsReader, listener: (state: FlowsState) => void): Dispose {
  let waiting = true;
  const stop = (): void => {
    waiting = false;
    RED.events.off('flows:started', check);
    RED.events.off('runtime-event', notStarted);
  };
  const check = (): void => {
    const active = waiting ? reader.active() : null;
    if (!active) return;
    stop();
    listener(reader.states.of(active));
  };
  // How Node-RED says that it does not start them, or has.
  const notStarted = ({ id, payload }: { readonly id: string; readonly payload?: unknown }): void => {
    if (id === 'runtime-state' && payload) check();
  };
  RED.events.on('flows:started', check);
  RED.events.on('runtime-event', notStarted);
  queueMicrotask(check);
  return stop;
}
