import type { NodesRed } from '../red.ts';

/** What Node-RED tells of flows that it does not start. */
interface MissingTypes {
  readonly payload?: { readonly error?: unknown; readonly types?: unknown };
}

/**
 * For a node type that is not registered here, since nobody has allowed it. Flows that have such a node do not start, and Node-RED says
 * no more than that its type is missing: so the log says why, and how it comes.
 * @param why a sentence
 */
export function withholdNode(RED: Pick<NodesRed, 'events' | 'log'>, type: string, why: string): void {
  RED.events.on('runtime-event', ({ payload }: MissingTypes) => {
    if (payload?.error !== 'missing-types') return;
    if (Array.isArray(payload.types) && payload.types.includes(type)) RED.log.warn(`[${type}] ${why}`);
  });
}
