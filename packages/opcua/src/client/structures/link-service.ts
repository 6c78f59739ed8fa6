import { BrowseDirection, type NodeClass } from 'node-opcua-data-model';
import type { NodeId } from 'node-opcua-nodeid';
import { BrowseDescription, BrowseRequest, type BrowseResponse } from 'node-opcua-types';
import { sameSession } from '../addresses/session-change.ts';
import type { ManyService } from '../caller.ts';
import type { ServiceResponse, SessionLink } from '../session-link.ts';

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

/** What the references of nodes lead to, in one session. @see OPC 10000-4 section 5.9.2 (Browse) */
export class LinkService implements ManyService<NodeId, readonly Linked[]> {
  readonly limit = 'maxNodesPerBrowse';
  readonly #link: SessionLink;
  readonly #kind: LinkKind;

  constructor(link: SessionLink, kind: LinkKind) {
    this.#link = link;
    this.#kind = kind;
  }

  build(nodes: readonly NodeId[], link: SessionLink): BrowseRequest {
    sameSession(link, this.#link);
    const { type, direction, to } = this.#kind;
    const nodesToBrowse = nodes.map(
      (nodeId) =>
        new BrowseDescription({
          nodeId,
          browseDirection: direction === 'forward' ? BrowseDirection.Forward : BrowseDirection.Inverse,
          referenceTypeId: type,
          includeSubtypes: false,
          nodeClassMask: to,
          resultMask: browseName,
        }),
    );
    return new BrowseRequest({ nodesToBrowse });
  }

  results(response: ServiceResponse): readonly (readonly Linked[])[] {
    const { results } = response as ServiceResponse & Pick<BrowseResponse, 'results'>;
    return (results ?? []).map(({ references }) =>
      (references ?? []).map(({ browseName: { name }, nodeId }) => ({ name: name ?? '', nodeId })),
    );
  }
}
