import { BrowseDirection, type NodeClass } from 'node-opcua-data-model';
import type { NodeId } from 'node-opcua-nodeid';
import { BrowseDescription, type ReferenceDescription } from 'node-opcua-types';
import { localNodeId } from '../addresses/node-id.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { BrowseTarget } from '../browse/pages.ts';
import type { SessionLink } from '../session-link.ts';

/** A node at the other end of a reference. */
export interface Linked {
  /** Without the number of its namespace. */
  readonly name: string;
  readonly nodeId: NodeId;
}

/** Which references to follow. */
export interface LinkKind {
  readonly type: NodeId;
  readonly direction: 'forward' | 'inverse';
  readonly to: NodeClass;
}

/** Bit 3 asks for the browse name. @see OPC 10000-4 section 5.9.2 (resultMask) */
const browseName = 8;

/** What asks for the references of a node of this session. */
export const linkTarget = (
  nodeId: NodeId,
  { type, direction, to }: LinkKind,
  session: SessionLink,
): BrowseTarget => ({
  describe(link) {
    sameSession(link, session);
    return new BrowseDescription({
      nodeId,
      browseDirection: direction === 'forward' ? BrowseDirection.Forward : BrowseDirection.Inverse,
      referenceTypeId: type,
      includeSubtypes: false,
      nodeClassMask: to,
      resultMask: browseName,
    });
  },
});

/** The node that a reference leads to; none where that is in another server. */
export function linkedOf(
  { browseName: { name }, nodeId }: ReferenceDescription,
  namespaces: readonly string[],
): readonly Linked[] {
  try {
    return [{ name: name ?? '', nodeId: localNodeId(nodeId, namespaces) }];
  } catch {
    return [];
  }
}
