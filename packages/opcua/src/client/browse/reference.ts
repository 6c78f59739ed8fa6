import { ReferenceTypeIds } from 'node-opcua-constants';
import { NodeClass } from 'node-opcua-data-model';
import type { NodeId } from 'node-opcua-nodeid';
import type { ReferenceDescription } from 'node-opcua-types';
import { formatQualifiedName } from '../../address/browse-path.ts';
import { type NodeClassName, nodeClassNames } from '../../node-class.ts';
import { namespaceOfIndexIn, textOfNodeId } from '../addresses/node-id.ts';

/** What one node says of another. */
export interface Reference {
  /** The other node, with the URI of its namespace. */
  readonly address: string;
  /** As people are to see it; where it has no such name, the one that paths use. */
  readonly name: string;
  /** As a step of a browse path has it: `nsu=urn:plant;Line`. */
  readonly browseName: string;
  readonly class: NodeClassName | 'Unspecified';
  /** The type of the reference: its name where the specification defines it, else its address. */
  readonly reference: string;
  readonly isForward: boolean;
  /** The address of its type definition: objects and variables have one. */
  readonly type?: string;
  /** Where it is in another server: that one's number in this server's array of servers. */
  readonly server?: number;
}

/** A reference as a server describes it, with addresses that do not depend on how it numbers its namespaces. */
export function referenceOf(given: ReferenceDescription, namespaces: readonly string[]): Reference {
  const { nodeId, typeDefinition, browseName, displayName } = given;
  const name = browseName.name ?? '';
  return {
    address: textOfNodeId(nodeId, namespaces),
    name: displayName.text || name,
    browseName: formatQualifiedName({
      namespace: namespaceOfIndexIn(browseName.namespaceIndex, namespaces),
      name,
    }),
    class: classNameOf(given.nodeClass),
    reference: referenceName(given.referenceTypeId, namespaces),
    isForward: given.isForward,
    ...(!typeDefinition.isEmpty() && { type: textOfNodeId(typeDefinition, namespaces) }),
    ...(nodeId.serverIndex > 0 && { server: nodeId.serverIndex }),
  };
}

export const classNameOf = (nodeClass: NodeClass): Reference['class'] =>
  nodeClassNames.find((name) => NodeClass[name] === nodeClass) ?? 'Unspecified';

/** The bits of a class mask. @see OPC 10000-4 section 5.9.2 (nodeClassMask) */
export const classMaskOf = (classes: readonly NodeClassName[]): number =>
  classes.reduce((mask, name) => mask | NodeClass[name], 0);

function referenceName(type: NodeId, namespaces: readonly string[]): string {
  const name = type.namespace === 0 ? ReferenceTypeIds[Number(type.value)] : undefined;
  return name ?? textOfNodeId(type, namespaces);
}
