import { type ExpandedNodeId, NodeId, NodeIdType } from 'node-opcua-nodeid';
import { addressErrors } from '../../address/errors.ts';
import {
  formatNodeAddress,
  type Identifier,
  type Namespace,
  type NodeAddress,
  namespaceOfUri,
} from '../../address/node-address.ts';

/**
 * The node id for a session whose server numbers its namespaces so.
 * @throws `opcua.namespace-unknown`
 */
export function nodeIdOf({ namespace, identifier }: NodeAddress, namespaces: readonly string[]): NodeId {
  const index = indexOfNamespace(namespace, namespaces);
  switch (identifier.type) {
    case 'i':
      return new NodeId(NodeIdType.NUMERIC, identifier.value, index);
    case 's':
      return new NodeId(NodeIdType.STRING, identifier.value, index);
    case 'g':
      return new NodeId(NodeIdType.GUID, identifier.value, index);
    case 'b':
      return new NodeId(NodeIdType.BYTESTRING, Buffer.from(identifier.value, 'base64'), index);
  }
}

/** @throws `opcua.namespace-unknown` for a URI that is not among the server's */
export function indexOfNamespace(namespace: Namespace, namespaces: readonly string[]): number {
  if ('index' in namespace) return namespace.index;
  const index = namespaces.indexOf(namespace.uri);
  if (index < 0) throw addressErrors.namespaceUnknown({ uri: namespace.uri });
  return index;
}

/** The address of a node that does not depend on how the server numbers its namespaces, where it names this one. */
export function nodeAddressOf(nodeId: NodeId, namespaces: readonly string[]): NodeAddress {
  return { kind: 'node', namespace: namespaceOf(nodeId, namespaces), identifier: identifierOf(nodeId) };
}

function namespaceOf(nodeId: NodeId, namespaces: readonly string[]): Namespace {
  const own = namespaceUriOf(nodeId);
  if (own !== undefined) return namespaceOfUri(own);
  return namespaceOfIndexIn(nodeId.namespace, namespaces);
}

/** The namespace by its URI, where this server names it. */
export function namespaceOfIndexIn(index: number, namespaces: readonly string[]): Namespace {
  const uri = index === 0 ? undefined : namespaces[index];
  return uri === undefined || uri === '' ? { index } : { uri };
}

function namespaceUriOf(nodeId: NodeId | ExpandedNodeId): string | undefined {
  return 'namespaceUri' in nodeId && nodeId.namespaceUri !== null && nodeId.namespaceUri !== ''
    ? nodeId.namespaceUri
    : undefined;
}

function identifierOf({ identifierType, value }: NodeId): Identifier {
  switch (identifierType) {
    case NodeIdType.NUMERIC:
      return { type: 'i', value: Number(value) };
    case NodeIdType.STRING:
      return { type: 's', value: String(value) };
    case NodeIdType.GUID:
      return { type: 'g', value: String(value).toLowerCase() };
    case NodeIdType.BYTESTRING:
      return { type: 'b', value: Buffer.from((value as Buffer | null) ?? []).toString('base64') };
  }
}

/** `nsu=urn:plant;s=Speed`; `ns=7;…` only where the server does not name its namespace 7. */
export const textOfNodeId = (nodeId: NodeId, namespaces: readonly string[]): string =>
  formatNodeAddress(nodeAddressOf(nodeId, namespaces));

/**
 * The plain node id that an expanded one stands for in this server.
 * @throws `opcua.other-server` where it is a node of another one, `opcua.namespace-unknown`
 */
export function localNodeId(nodeId: NodeId | ExpandedNodeId, namespaces: readonly string[]): NodeId {
  if ('serverIndex' in nodeId && nodeId.serverIndex !== 0)
    throw addressErrors.otherServer({ address: textOfNodeId(nodeId, namespaces) });
  const { identifierType, value, namespace } = nodeId;
  const uri = namespaceUriOf(nodeId);
  const index = uri === undefined ? namespace : indexOfNamespace(namespaceOfUri(uri), namespaces);
  return new NodeId(identifierType, value, index);
}
