import { encodeStatusCode } from 'node-opcua-basic-types';
import { AttributeIds } from 'node-opcua-data-model';
import * as types from 'node-opcua-types';
import { encoded, encodedArray, nullArray, status, uint32 } from '../codec.ts';
import { MonitoredItem } from '../monitored-item.ts';
import type { Fault, Reply, Tail } from '../replies.ts';
import type { SimulatedSession } from '../session.ts';
import { Subscription, type SubscriptionTimes } from '../subscription.ts';
import type { Context, State } from './context.ts';

type InSession = Context & { readonly session: SimulatedSession };

function revised(
  { settings }: State,
  asked: {
    readonly requestedPublishingInterval: number;
    readonly requestedMaxKeepAliveCount: number;
    readonly requestedLifetimeCount: number;
    readonly maxNotificationsPerPublish: number;
  },
): SubscriptionTimes {
  const maxKeepAliveCount = asked.requestedMaxKeepAliveCount || 10;
  return {
    publishingInterval: Math.max(10, asked.requestedPublishingInterval),
    maxKeepAliveCount,
    lifetimeCount: Math.max(asked.requestedLifetimeCount, 3 * maxKeepAliveCount),
    maxNotificationsPerPublish: asked.maxNotificationsPerPublish,
    ...settings.revise.subscription,
  };
}

export function createSubscription(
  state: State,
  request: types.CreateSubscriptionRequest,
  { session }: InSession,
): types.CreateSubscriptionResponse {
  const times = revised(state, request);
  const subscription = new Subscription(state.nextNumber(), times, request.publishingEnabled, (ended) =>
    drop(state, ended),
  );
  state.subscriptions.set(subscription.id, subscription);
  session.add(subscription);
  subscription.start();
  return new types.CreateSubscriptionResponse({
    subscriptionId: subscription.id,
    revisedPublishingInterval: times.publishingInterval,
    revisedLifetimeCount: times.lifetimeCount,
    revisedMaxKeepAliveCount: times.maxKeepAliveCount,
  });
}

function drop(state: State, subscription: Subscription): void {
  subscription.stop();
  state.subscriptions.delete(subscription.id);
  for (const session of state.sessions.values()) {
    if (session.subscriptions.has(subscription.id)) session.remove(subscription);
  }
}

export function modifySubscription(
  state: State,
  request: types.ModifySubscriptionRequest,
  { session }: InSession,
): Reply<types.ModifySubscriptionResponse> {
  const subscription = session.subscriptions.get(request.subscriptionId);
  if (!subscription) return { fault: 'BadSubscriptionIdInvalid' };
  subscription.times = revised(state, request);
  subscription.start();
  return new types.ModifySubscriptionResponse({
    revisedPublishingInterval: subscription.times.publishingInterval,
    revisedLifetimeCount: subscription.times.lifetimeCount,
    revisedMaxKeepAliveCount: subscription.times.maxKeepAliveCount,
  });
}

export function setPublishingMode(
  _state: State,
  request: types.SetPublishingModeRequest,
  { session }: InSession,
): types.SetPublishingModeResponse {
  return new types.SetPublishingModeResponse({
    results: (request.subscriptionIds ?? []).map((id) => {
      const subscription = session.subscriptions.get(id);
      if (subscription) subscription.publishingEnabled = request.publishingEnabled;
      return status(subscription ? 'Good' : 'BadSubscriptionIdInvalid');
    }),
  });
}

export function deleteSubscriptions(
  state: State,
  request: types.DeleteSubscriptionsRequest,
  { session }: InSession,
): types.DeleteSubscriptionsResponse {
  return new types.DeleteSubscriptionsResponse({
    results: (request.subscriptionIds ?? []).map((id) => {
      const subscription = session.subscriptions.get(id);
      if (subscription) drop(state, subscription);
      return status(subscription ? 'Good' : 'BadSubscriptionIdInvalid');
    }),
  });
}

export function transferSubscriptions(
  state: State,
  request: types.TransferSubscriptionsRequest,
  { session }: InSession,
): types.TransferSubscriptionsResponse {
  return new types.TransferSubscriptionsResponse({
    results: (request.subscriptionIds ?? []).map((id) => {
      const subscription = state.subscriptions.get(id);
      if (!subscription) return new types.TransferResult({ statusCode: status('BadSubscriptionIdInvalid') });
      for (const other of state.sessions.values()) other.subscriptions.delete(id);
      session.add(subscription);
      if (request.sendInitialValues) sampleAll(state, subscription);
      return new types.TransferResult({ availableSequenceNumbers: [...subscription.sent.keys()] });
    }),
  });
}

function sampleAll({ space }: State, { items }: Subscription): void {
  for (const item of items.values()) {
    if (!item.isEvent) item.sample(space.read(item.node, item.attribute));
  }
}

export function createMonitoredItems(
  state: State,
  request: types.CreateMonitoredItemsRequest,
  { session }: InSession,
): Reply<types.CreateMonitoredItemsResponse> {
  const subscription = session.subscriptions.get(request.subscriptionId);
  if (!subscription) return { fault: 'BadSubscriptionIdInvalid' };
  const results = (request.itemsToCreate ?? []).map((one) => createItem(state, subscription, one));
  return new types.CreateMonitoredItemsResponse({ results });
}

function createItem(
  state: State,
  subscription: Subscription,
  { itemToMonitor, monitoringMode, requestedParameters }: types.MonitoredItemCreateRequest,
): types.MonitoredItemCreateResult {
  const { nodeId, attributeId } = itemToMonitor;
  if (!state.space.get(nodeId))
    return new types.MonitoredItemCreateResult({ statusCode: status('BadNodeIdUnknown') });
  const { clientHandle, samplingInterval, queueSize, discardOldest, filter } = requestedParameters;
  const { revise } = state.settings;
  const settings = {
    clientHandle,
    samplingInterval: revise.samplingInterval ?? samplingInterval,
    queueSize: revise.queueSize ?? Math.min(Math.max(1, queueSize), 1_000),
    discardOldest,
    mode: monitoringMode,
  };
  const isEvent = attributeId === AttributeIds.EventNotifier;
  const clauses = filter instanceof types.EventFilter ? (filter.selectClauses ?? []) : [];
  const fields = clauses.map(({ browsePath }) => (browsePath ?? []).map(({ name }) => name ?? '').join('/'));
  const item = new MonitoredItem(
    state.nextNumber(),
    nodeId,
    attributeId,
    settings,
    isEvent ? fields : undefined,
  );
  subscription.items.set(item.id, item);
  if (!isEvent) item.sample(state.space.read(nodeId, attributeId));
  return new types.MonitoredItemCreateResult({
    statusCode: status('Good'),
    monitoredItemId: item.id,
    revisedSamplingInterval: settings.samplingInterval,
    revisedQueueSize: settings.queueSize,
    ...(isEvent && {
      filterResult: new types.EventFilterResult({ selectClauseResults: clauses.map(() => status('Good')) }),
    }),
  });
}

export function modifyMonitoredItems(
  state: State,
  request: types.ModifyMonitoredItemsRequest,
  { session }: InSession,
): Reply<types.ModifyMonitoredItemsResponse> {
  const subscription = session.subscriptions.get(request.subscriptionId);
  if (!subscription) return { fault: 'BadSubscriptionIdInvalid' };
  const { revise } = state.settings;
  return new types.ModifyMonitoredItemsResponse({
    results: (request.itemsToModify ?? []).map(({ monitoredItemId, requestedParameters: asked }) => {
      const item = subscription.items.get(monitoredItemId);
      if (!item)
        return new types.MonitoredItemModifyResult({ statusCode: status('BadMonitoredItemIdInvalid') });
      item.settings = {
        ...item.settings,
        clientHandle: asked.clientHandle,
        discardOldest: asked.discardOldest,
        samplingInterval: revise.samplingInterval ?? asked.samplingInterval,
        queueSize: revise.queueSize ?? Math.min(Math.max(1, asked.queueSize), 1_000),
      };
      return new types.MonitoredItemModifyResult({
        statusCode: status('Good'),
        revisedSamplingInterval: item.settings.samplingInterval,
        revisedQueueSize: item.settings.queueSize,
      });
    }),
  });
}

/** Does something to each item of a subscription. */
function each(
  session: SimulatedSession,
  request: { readonly subscriptionId: number; readonly monitoredItemIds: readonly number[] | null },
  act: (subscription: Subscription, item: MonitoredItem) => void,
): Fault | { readonly results: types.SetMonitoringModeResponse['results'] } {
  const subscription = session.subscriptions.get(request.subscriptionId);
  if (!subscription) return { fault: 'BadSubscriptionIdInvalid' };
  const results = (request.monitoredItemIds ?? []).map((id) => {
    const item = subscription.items.get(id);
    if (item) act(subscription, item);
    return status(item ? 'Good' : 'BadMonitoredItemIdInvalid');
  });
  return { results };
}

export function deleteMonitoredItems(
  _state: State,
  request: types.DeleteMonitoredItemsRequest,
  { session }: InSession,
): Reply<types.DeleteMonitoredItemsResponse> {
  const outcome = each(session, request, ({ items }, { id }) => void items.delete(id));
  return 'fault' in outcome ? outcome : new types.DeleteMonitoredItemsResponse(outcome);
}

export function setMonitoringMode(
  _state: State,
  request: types.SetMonitoringModeRequest,
  { session }: InSession,
): Reply<types.SetMonitoringModeResponse> {
  const outcome = each(session, request, (_subscription, item) => {
    item.settings = { ...item.settings, mode: request.monitoringMode };
  });
  return 'fault' in outcome ? outcome : new types.SetMonitoringModeResponse(outcome);
}

export function setTriggering(
  _state: State,
  request: types.SetTriggeringRequest,
): types.SetTriggeringResponse {
  return new types.SetTriggeringResponse({
    addResults: (request.linksToAdd ?? []).map(() => status('Good')),
    removeResults: (request.linksToRemove ?? []).map(() => status('Good')),
  });
}

export async function publish(
  state: State,
  request: types.PublishRequest,
  { session }: InSession,
): Promise<Fault | Tail> {
  const results = (request.subscriptionAcknowledgements ?? []).map(({ subscriptionId, sequenceNumber }) =>
    status(
      session.subscriptions.get(subscriptionId)?.acknowledge(sequenceNumber) ?? 'BadSubscriptionIdInvalid',
    ),
  );
  const outcome = await session.publish(state.settings.maxPublishRequests);
  if ('fault' in outcome) return outcome;
  const available = encodedArray(outcome.available.map(uint32));
  return {
    tail: Buffer.concat([
      uint32(outcome.subscription),
      available,
      Buffer.from([outcome.more ? 1 : 0]),
      outcome.message,
      encodedArray(results.map((result) => encoded((stream) => encodeStatusCode(result, stream)))),
      nullArray,
    ]),
  };
}

export function republish(
  _state: State,
  request: types.RepublishRequest,
  { session }: InSession,
): Fault | Tail {
  const subscription = session.subscriptions.get(request.subscriptionId);
  if (!subscription) return { fault: 'BadSubscriptionIdInvalid' };
  const message = subscription.sent.get(request.retransmitSequenceNumber);
  return message ? { tail: message } : { fault: 'BadMessageNotAvailable' };
}
