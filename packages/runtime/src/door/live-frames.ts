import { actorOfUser } from '../actor.ts';
import type { Frame } from '../live.ts';
import type { Logger, NodeRed } from '../red.ts';
import { stackOf } from '../stack.ts';
import type { Door, LiveClient } from './door.ts';
import type { Mounted } from './layers.ts';

/** Asks every live connection to say that it is there; it reaches no editor. */
const rollCall = 'millwright/door/roll-call';

type Filter = (frame: Frame) => boolean;

interface RollCall {
  readonly here: (client: LiveClient) => void;
}

/** Keeps it open, and tells nothing: never kept back. */
const heartbeat = 'hb';

/** What stands between Node-RED and the messages to its live connections. */
export interface LiveFrames extends Mounted {
  /** To be told of every connection that is seen. */
  meet(client: unknown): void;
}

/**
 * Puts the filters in front of every message to an editor. All connections inherit the one function that sends, so
 * whichever is met first opens the way to all, also to those that were open before.
 */
export function liveFrames(RED: { readonly log: Logger }, { live }: Pick<Door, 'live'>): LiveFrames {
  const reported = new WeakSet<Filter>();
  // Once: what is logged is sent to editors in its turn, and would be looked at by the same filter.
  const fault = (filter: Filter, error: unknown): void => {
    if (reported.has(filter)) return;
    reported.add(filter);
    RED.log.error(`[millwright/door] A filter of live messages fails: ${stackOf(error)}`);
  };
  const wrapped = [...live.prototypes].map((each) => wrapSend(each, live.filters, fault));
  return {
    meet(client) {
      const prototype = prototypeOf(client);
      if (!prototype || live.prototypes.has(prototype)) return;
      live.prototypes.add(prototype);
      wrapped.push(wrapSend(prototype, live.filters, fault));
    },
    inPlace: () => wrapped.every((each) => each.inPlace()),
    undo() {
      for (const each of wrapped.splice(0)) each.undo();
    },
  };
}

/** The connections that are open now: those of which none has been met are not known. */
export function openConnections({ comms }: Pick<NodeRed, 'comms'>): readonly LiveClient[] {
  const present: LiveClient[] = [];
  const call: RollCall = { here: (client) => present.push(client) };
  comms.publish(rollCall, call, false);
  return present;
}

/** Whom a connection leads to. */
export function peerOf({ user, ws }: LiveClient): Pick<Frame, 'actor' | 'address'> {
  const address = ws?._socket?.remoteAddress;
  return { actor: actorOfUser(user), ...(address === undefined ? {} : { address }) };
}

/** Where a connection inherits `send` from. Another package may have made one that has its own: that is no editor. */
function prototypeOf(client: unknown): LiveClient | undefined {
  if (typeof client !== 'object' || client === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(client);
  const isOne =
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.hasOwn(prototype, 'send') &&
    typeof (prototype as LiveClient).send === 'function';
  return isOne ? (prototype as LiveClient) : undefined;
}

function wrapSend(
  prototype: LiveClient,
  filters: ReadonlySet<Filter>,
  fault: (filter: Filter, error: unknown) => void,
): Mounted {
  const original = prototype.send;
  let active = true;
  function send(this: LiveClient, topic: unknown, data: unknown): void {
    if (topic === rollCall) {
      if (active) (data as Partial<RollCall>).here?.(this);
    } else if (!active || filters.size === 0 || passes(this, topic, data)) original.call(this, topic, data);
  }
  const passes = (client: LiveClient, topic: unknown, data: unknown): boolean => {
    if (typeof topic !== 'string' || topic === heartbeat) return true;
    const frame = { ...peerOf(client), topic, data };
    for (const filter of filters) {
      try {
        if (!filter(frame)) return false;
      } catch (error) {
        // Nobody can say that it may be seen.
        fault(filter, error);
        return false;
      }
    }
    return true;
  };
  prototype.send = send;
  return {
    inPlace: () => prototype.send === send,
    undo() {
      active = false;
      if (prototype.send === send) prototype.send = original;
    },
  };
}
