import { TimestampsToReturn } from 'node-opcua-data-value';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import { ReadRequest } from 'node-opcua-types';
import { attributes } from '../../attributes.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { Caller, CallOptions } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { RawReadResponse } from '../values/answers.ts';
import { readDataValue } from '../values/data-value.ts';
import { Decoding } from '../values/decoding.ts';
import type { Subscription } from './subscription.ts';
import { SubscriptionServices } from './subscription-services.ts';

/** Server_ServerStatus_StartTime. @see OPC 10000-6 Annex A.3 */
const startTimeNode = new NodeId(NodeIdType.NUMERIC, 2257, 0);

/** When a server was started (ms UTC); undefined where it does not say. */
export async function startTimeOf(
  caller: Caller,
  link: SessionLink,
  call: CallOptions,
): Promise<number | undefined> {
  try {
    const { values } = await caller.call<RawReadResponse>((now) => {
      sameSession(now, link);
      return new ReadRequest({
        timestampsToReturn: TimestampsToReturn.Neither,
        nodesToRead: [{ nodeId: startTimeNode, attributeId: attributes.Value }],
      });
    }, call);
    const [raw] = values;
    const types = { namespaces: link.facts.namespaces, byEncoding: () => null };
    const value = raw && readDataValue(raw, new Decoding(types, {})).value;
    return value instanceof Date ? value.getTime() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes subscriptions of the session before over into this one.
 * @returns those that could be had
 */
export async function takeOver(
  subscriptions: readonly Subscription[],
  link: SessionLink,
  caller: Caller,
  call: CallOptions,
): Promise<ReadonlySet<Subscription>> {
  const taken = new Set<Subscription>();
  const ids = subscriptions.map(({ id }) => id).filter((id) => id !== undefined);
  if (ids.length === 0) return taken;
  try {
    const errors = await new SubscriptionServices(caller, link, call).transfer(ids);
    for (const [index, subscription] of subscriptions.entries()) {
      if (errors[index] === undefined) taken.add(subscription);
    }
  } catch {
    // Many servers do not know the service: the subscriptions are made anew.
  }
  return taken;
}
