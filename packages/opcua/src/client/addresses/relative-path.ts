import { ReferenceTypeIds } from 'node-opcua-constants';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import { RelativePath, type RelativePathElementOptions, BrowsePath as WirePath } from 'node-opcua-types';
import type { BrowsePath, PathReference, QualifiedName } from '../../address/browse-path.ts';
import { addressErrors } from '../../address/errors.ts';
import { parseNodeAddress } from '../../address/node-address.ts';
import { indexOfNamespace, nodeIdOf } from './node-id.ts';

const standard = (id: ReferenceTypeIds): NodeId => new NodeId(NodeIdType.NUMERIC, id, 0);

/** The Root folder, where paths begin. */
const root = new NodeId(NodeIdType.NUMERIC, 84, 0);

/**
 * A path as the server takes it.
 * @throws `opcua.namespace-unknown`, `opcua.reference-type-unknown`
 * @see OPC 10000-4 section 7.31 (RelativePath)
 */
export function wirePathOf({ steps }: Pick<BrowsePath, 'steps'>, namespaces: readonly string[]): WirePath {
  const elements = steps.map(
    ({ reference, target }): RelativePathElementOptions => ({
      ...wireReferenceOf(reference, namespaces),
      targetName: { namespaceIndex: indexOfNamespace(target.namespace, namespaces), name: target.name },
    }),
  );
  return new WirePath({ startingNode: root, relativePath: new RelativePath({ elements }) });
}

function wireReferenceOf(
  reference: PathReference,
  namespaces: readonly string[],
): RelativePathElementOptions {
  switch (reference.kind) {
    case 'hierarchical':
      return {
        referenceTypeId: standard(ReferenceTypeIds.HierarchicalReferences),
        includeSubtypes: true,
        isInverse: false,
      };
    case 'aggregates':
      return {
        referenceTypeId: standard(ReferenceTypeIds.Aggregates),
        includeSubtypes: true,
        isInverse: false,
      };
    case 'named':
      return {
        referenceTypeId: typeInPath(reference.type, namespaces),
        includeSubtypes: reference.subtypes,
        isInverse: reference.inverse,
      };
  }
}

/** A type that a server has made is named by its node id, `<2:i=4711>`: the specification has only names, which the server would have to be asked for. */
function typeInPath(type: QualifiedName, namespaces: readonly string[]): NodeId {
  const parsed = /^[isgb]=/.test(type.name) ? parseNodeAddress(type.name) : undefined;
  return parsed !== undefined && 'address' in parsed
    ? nodeIdOf({ ...parsed.address, namespace: type.namespace }, namespaces)
    : referenceTypeOf(type);
}

/** A type of reference by its name, where the specification defines it. @throws `opcua.reference-type-unknown` */
export function referenceTypeOf({ namespace, name }: QualifiedName): NodeId {
  const known = 'index' in namespace && namespace.index === 0;
  const id = Object.entries(ReferenceTypeIds).find(([key]) => known && key === name)?.[1];
  if (typeof id !== 'number') throw addressErrors.referenceTypeUnknown({ name });
  return standard(id);
}
