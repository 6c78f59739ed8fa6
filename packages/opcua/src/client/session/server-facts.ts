import { DataValue, TimestampsToReturn } from 'node-opcua-data-value';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import { ReadRequest, type ReadResponse } from 'node-opcua-types';
import { statusNameOf } from '../../errors.ts';
import type { OperationLimits } from '../caller.ts';
import type { ServiceRequest, ServiceResponse } from '../session-link.ts';

/** What a server says of itself when a session begins. */
export interface ServerFacts {
  readonly namespaces: readonly string[];
  readonly limits: OperationLimits;
}

/** How a server fares. @see OPC 10000-5, section 12.6 ServerState */
export interface ServerState {
  readonly state: (typeof serverStates)[number];
  /** Ms UTC: when a server that stops expects to be back. */
  readonly returns?: number;
  readonly secondsTillShutdown?: number;
}

export const serverStates = [
  'Running',
  'Failed',
  'NoConfiguration',
  'Suspended',
  'Shutdown',
  'Test',
  'CommunicationFault',
  'Unknown',
] as const;

/** Where a server has its limits. @see OPC 10000-6, Annex A.3 (NodeIds.csv) */
const limitNodes: Readonly<Record<keyof OperationLimits, number>> = {
  maxNodesPerRead: 11_705,
  maxNodesPerWrite: 11_707,
  maxNodesPerMethodCall: 11_709,
  maxNodesPerBrowse: 11_710,
  maxNodesPerRegisterNodes: 11_711,
  maxNodesPerTranslateBrowsePathsToNodeIds: 11_712,
  maxMonitoredItemsPerCall: 11_714,
};

/** What is asked for at once where a server sets no limit of its own. */
const usualLimit = 1_000;

const namespaceArray = 2255;
const state = 2259;
const secondsTillShutdown = 2992;
const estimatedReturnTime = 12_885;

type Send = (request: ServiceRequest) => Promise<ServiceResponse>;

/** @throws what `send` throws; a single node that cannot be read is only not known */
export async function readServerFacts(send: Send): Promise<ServerFacts> {
  const keys = Object.keys(limitNodes) as (keyof OperationLimits)[];
  const [namespaces, ...limits] = await readNodes(send, [
    namespaceArray,
    ...keys.map((key) => limitNodes[key]),
  ]);
  return {
    namespaces: textsOf(namespaces),
    limits: Object.fromEntries(
      keys.map((key, index) => [key, limitOf(limits[index])]),
    ) as unknown as OperationLimits,
  };
}

/** @throws what `send` throws */
export async function readServerState(send: Send): Promise<ServerState> {
  const [value, seconds, returns] = await readNodes(send, [state, secondsTillShutdown, estimatedReturnTime]);
  const number = numberOf(value);
  const till = numberOf(seconds);
  const time = returns?.value?.value;
  return {
    state: serverStates[number ?? 0] ?? 'Unknown',
    ...(till !== undefined && till > 0 && { secondsTillShutdown: till }),
    // A server that does not know it says the beginning of time.
    ...(time instanceof Date && time.getTime() > 0 && { returns: time.getTime() }),
  };
}

/** Values of nodes of the server's own namespace; one by one where it answers no more at once. */
async function readNodes(send: Send, ids: readonly number[]): Promise<readonly DataValue[]> {
  try {
    const response = (await send(readRequest(ids))) as ReadResponse;
    return response.results ?? [];
  } catch (error) {
    if (ids.length === 1 || statusNameOf(error) !== 'BadTooManyOperations') throw error;
    const values: DataValue[] = [];
    for (const id of ids) values.push((await readNodes(send, [id]))[0] ?? new DataValue());
    return values;
  }
}

function readRequest(ids: readonly number[]): ReadRequest {
  return new ReadRequest({
    maxAge: 0,
    timestampsToReturn: TimestampsToReturn.Neither,
    nodesToRead: ids.map((id) => ({ nodeId: new NodeId(NodeIdType.NUMERIC, id, 0), attributeId: 13 })),
  });
}

function limitOf(value: DataValue | undefined): number {
  const limit = numberOf(value);
  // What is no number of operations would be sent none at a time, for ever.
  return limit === undefined || !Number.isFinite(limit) || limit < 1 ? usualLimit : Math.floor(limit);
}

function numberOf(value: DataValue | undefined): number | undefined {
  const number: unknown = value && !value.statusCode.isBad() ? value.value?.value : undefined;
  return typeof number === 'number' ? number : undefined;
}

function textsOf(value: DataValue | undefined): readonly string[] {
  const texts: unknown = value?.value?.value;
  return Array.isArray(texts) ? texts.map((text) => String(text ?? '')) : [];
}
