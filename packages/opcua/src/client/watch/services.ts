import { TimestampsToReturn } from 'node-opcua-data-value';
import type { NodeId } from 'node-opcua-nodeid';
import { NumericRange } from 'node-opcua-numeric-range';
import type { StatusCode } from 'node-opcua-status-code';
import {
  CreateMonitoredItemsRequest,
  type CreateMonitoredItemsResponse,
  DeleteMonitoredItemsRequest,
  type DeleteMonitoredItemsResponse,
  ModifyMonitoredItemsRequest,
  type ModifyMonitoredItemsResponse,
  type MonitoredItemCreateResult,
  type MonitoredItemModifyResult,
  MonitoringMode,
  type MonitoringParametersOptions,
  ReadRequest,
  type ReadValueIdOptions,
  SetMonitoringModeRequest,
  type SetMonitoringModeResponse,
} from 'node-opcua-types';
import { sameSession } from '../addresses/session-change.ts';
import type { ManyService } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { RawReadResponse } from '../values/answers.ts';
import type { RawValue } from '../values/data-value.ts';
import type { Item, ItemMode } from './item.ts';

const modes: Readonly<Record<ItemMode, MonitoringMode>> = {
  disabled: MonitoringMode.Disabled,
  sampling: MonitoringMode.Sampling,
  reporting: MonitoringMode.Reporting,
};

const limit = 'maxMonitoredItemsPerCall';

/** Where the requests for the items of one subscription go: its id means nothing in another session. */
export interface ItemPlace {
  readonly link: SessionLink;
  readonly subscriptionId: number;
  readonly nodeId: (address: string, link: SessionLink) => NodeId;
}

const parametersOf = ({ handle, settings }: Item, link: SessionLink): MonitoringParametersOptions => ({
  clientHandle: handle,
  samplingInterval: settings.samplingInterval,
  queueSize: settings.queueSize,
  discardOldest: settings.discardOldest,
  filter: settings.filter?.(link) ?? null,
});

const targetOf = (place: Pick<ItemPlace, 'nodeId'>, item: Item, link: SessionLink): ReadValueIdOptions => {
  const { indexRange } = item.settings;
  return {
    nodeId: place.nodeId(item.address, link),
    attributeId: item.attributeId,
    ...(indexRange !== undefined && { indexRange: new NumericRange(indexRange) }),
  };
};

/** @see OPC 10000-4 section 5.13.2 */
export const createItems = (place: ItemPlace): ManyService<Item, MonitoredItemCreateResult> => ({
  limit,
  build(items, link) {
    sameSession(link, place.link);
    return new CreateMonitoredItemsRequest({
      subscriptionId: place.subscriptionId,
      timestampsToReturn: TimestampsToReturn.Both,
      itemsToCreate: items.map((item) => ({
        itemToMonitor: targetOf(place, item, link),
        monitoringMode: modes[item.mode],
        requestedParameters: parametersOf(item, link),
      })),
    });
  },
  results: (response) => (response as CreateMonitoredItemsResponse).results ?? [],
});

/** @see OPC 10000-4 section 5.13.3 */
export const modifyItems = (place: ItemPlace): ManyService<Item, MonitoredItemModifyResult> => ({
  limit,
  build(items, link) {
    sameSession(link, place.link);
    return new ModifyMonitoredItemsRequest({
      subscriptionId: place.subscriptionId,
      timestampsToReturn: TimestampsToReturn.Both,
      itemsToModify: items.map((item) => ({
        monitoredItemId: item.id ?? 0,
        requestedParameters: parametersOf(item, link),
      })),
    });
  },
  results: (response) => (response as ModifyMonitoredItemsResponse).results ?? [],
});

/** @see OPC 10000-4 section 5.13.4 */
export const setMode = (place: ItemPlace, mode: ItemMode): ManyService<number, StatusCode> => ({
  limit,
  build(ids, link) {
    sameSession(link, place.link);
    return new SetMonitoringModeRequest({
      subscriptionId: place.subscriptionId,
      monitoringMode: modes[mode],
      monitoredItemIds: [...ids],
    });
  },
  results: (response) => (response as SetMonitoringModeResponse).results ?? [],
});

/** @see OPC 10000-4 section 5.13.6 */
export const deleteItems = (place: ItemPlace): ManyService<number, StatusCode> => ({
  limit,
  build(ids, link) {
    sameSession(link, place.link);
    return new DeleteMonitoredItemsRequest({
      subscriptionId: place.subscriptionId,
      monitoredItemIds: [...ids],
    });
  },
  results: (response) => (response as DeleteMonitoredItemsResponse).results ?? [],
});

/** What the items are now. @see OPC 10000-4 section 5.11.2 */
export const readItems = (place: Pick<ItemPlace, 'link' | 'nodeId'>): ManyService<Item, RawValue> => ({
  limit: 'maxNodesPerRead',
  build(items, link) {
    sameSession(link, place.link);
    return new ReadRequest({
      maxAge: 0,
      timestampsToReturn: TimestampsToReturn.Both,
      nodesToRead: items.map((item) => targetOf(place, item, link)),
    });
  },
  results: (response) => (response as unknown as RawReadResponse).values,
});
