import type { ExpandedNodeId, NodeId } from 'node-opcua-nodeid';
import type { SessionLink } from '../session-link.ts';

/** What an address stands for in the session that it was resolved for. */
export type Resolved = { readonly nodeId: NodeId; readonly link: SessionLink } | { readonly error: unknown };

/** From the addresses that people write and flows keep to the node ids of a session, and back. */
export interface Resolver {
  /**
   * Resolves addresses for the session that is open, or opens next. Browse paths are asked of the server, all in one request as far as
   * its limits allow, once in a session.
   * @returns one entry for each address; an error where it is none, or nothing is there
   * @throws why there is no session, or the signal's reason
   */
  resolve(
    addresses: Iterable<string>,
    options: { readonly signal: AbortSignal },
  ): Promise<ReadonlyMap<string, Resolved>>;
  /**
   * The node id in this very session: for whoever builds a request for it, since another session may number its namespaces otherwise than
   * the one that was open a moment ago. A browse path must have been resolved in it.
   * @throws `opcua.bad-address`, `.namespace-unknown`, `.path-unresolved`
   */
  nodeId(address: string, link: SessionLink): NodeId;
  /** The address to keep: with the URI of its namespace. */
  textOf(nodeId: NodeId | ExpandedNodeId, link: SessionLink): string;
}
