import { coerceExpandedNodeId, type NodeId, NodeId as NodeIdOf, NodeIdType } from 'node-opcua-nodeid';
import { StatusCodes } from 'node-opcua-status-code';
import {
  BrowseNextRequest,
  BrowseNextResponse,
  BrowseRequest,
  BrowseResponse,
  BrowseResult,
  ReferenceDescription,
} from 'node-opcua-types';
import { parseNodeAddress } from '../../address/node-address.ts';
import { nodeIdOf, textOfNodeId } from '../addresses/node-id.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Caller, OperationLimits } from '../caller.ts';
import type { ServiceRequest, ServiceResponse, SessionLink } from '../session-link.ts';

const unlimited: OperationLimits = {
  maxNodesPerRead: 1000,
  maxNodesPerWrite: 1000,
  maxNodesPerMethodCall: 1000,
  maxNodesPerBrowse: 1000,
  maxNodesPerTranslateBrowsePathsToNodeIds: 1000,
  maxMonitoredItemsPerCall: 1000,
  maxNodesPerRegisterNodes: 1000,
};

export const linkOf = (...more: readonly string[]): SessionLink => {
  const link: Pick<SessionLink, 'facts'> = {
    facts: {
      endpointUrl: 'opc.tcp://127.0.0.1',
      securityPolicy: 'None',
      securityMode: 'None',
      sessionId: new NodeIdOf(NodeIdType.NUMERIC, 1, 1),
      sessionTimeout: 60_000,
      resumed: false,
      limits: unlimited,
      namespaces: ['http://opcfoundation.org/UA/', 'urn:own', ...more],
    },
  };
  return link as SessionLink;
};

/** A resolver of node ids alone, for the session that a test says is open. */
export const plainResolver = (current: () => SessionLink): Resolver => {
  const nodeId = (text: string, link: SessionLink): NodeId => {
    const parsed = parseNodeAddress(text);
    if ('problem' in parsed) throw new Error(parsed.problem);
    return nodeIdOf(parsed.address, link.facts.namespaces);
  };
  return {
    nodeId,
    textOf: (given, link) => textOfNodeId(given, link.facts.namespaces),
    resolve: async (addresses) => {
      const link = current();
      return new Map([...addresses].map((text) => [text, { nodeId: nodeId(text, link), link }]));
    },
  };
};

interface Rest {
  readonly references: readonly number[];
  readonly size: number;
}

/** A server whose nodes `i=1000 …` have children by number, which it tells in pages. */
export class PagedServer implements Pick<Caller, 'callMany'> {
  link = linkOf();
  readonly children = new Map<number, readonly number[]>();
  /** Answers it keeps the rest of at once. */
  mostOpen = Number.POSITIVE_INFINITY;
  readonly requests: string[] = [];
  readonly masks: number[] = [];
  readonly open = new Map<string, Rest>();
  highest = 0;
  /** Before each answer. */
  before: (request: ServiceRequest) => Promise<void> | void = () => {};
  #points = 0;

  readonly callMany: Caller['callMany'] = async (operations, service) => {
    const { link } = this;
    try {
      const request = service.build(operations, link);
      await this.before(request);
      return service.results(this.#answer(request), operations).map((result) => ({ result }));
    } catch (error) {
      return operations.map(() => ({ error }));
    }
  };

  #answer(request: ServiceRequest): ServiceResponse {
    if (request instanceof BrowseRequest) {
      this.requests.push(`Browse ${request.nodesToBrowse?.length}`);
      const size = request.requestedMaxReferencesPerNode;
      const results = (request.nodesToBrowse ?? []).map(({ nodeId }) =>
        this.#page({ references: this.children.get(Number(nodeId.value)) ?? [], size }),
      );
      return new BrowseResponse({ results });
    }
    if (!(request instanceof BrowseNextRequest)) throw new Error('no such service here');
    const points = (request.continuationPoints ?? []).map(String);
    this.requests.push(`${request.releaseContinuationPoints ? 'Release' : 'BrowseNext'} ${points.length}`);
    const results = points.map((point) => {
      const rest = this.open.get(point);
      this.open.delete(point);
      if (rest === undefined)
        return new BrowseResult({ statusCode: StatusCodes.BadContinuationPointInvalid });
      return request.releaseContinuationPoints ? new BrowseResult({}) : this.#page(rest);
    });
    return new BrowseNextResponse({ results });
  }

  #page({ references, size }: Rest): BrowseResult {
    const more = references.length > size;
    if (more && this.open.size >= this.mostOpen)
      return new BrowseResult({ statusCode: StatusCodes.BadNoContinuationPoints });
    this.#points += 1;
    const point = String(this.#points);
    if (more) this.open.set(point, { references: references.slice(size), size });
    this.highest = Math.max(this.highest, this.open.size);
    return new BrowseResult({
      ...(more && { continuationPoint: Buffer.from(point) }),
      references: references.slice(0, size).map(
        (number) =>
          new ReferenceDescription({
            nodeId: coerceExpandedNodeId(`i=${number}`),
            browseName: `n${number}`,
            isForward: true,
          }),
      ),
    });
  }
}
