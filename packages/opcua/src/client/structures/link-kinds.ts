import { NodeClass } from 'node-opcua-data-model';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import type { LinkKind } from './linked.ts';

const standard = (id: number): NodeId => new NodeId(NodeIdType.NUMERIC, id, 0);

/** The references around a data type. @see OPC 10000-5 section 11, OPC 10000-3 Annex D (dictionaries) */
export const linkKinds = {
  supertype: { type: standard(45), direction: 'inverse', to: NodeClass.DataType },
  property: { type: standard(46), direction: 'forward', to: NodeClass.Variable },
  typeOfEncoding: { type: standard(38), direction: 'inverse', to: NodeClass.DataType },
  encoding: { type: standard(38), direction: 'forward', to: NodeClass.Object },
  description: { type: standard(39), direction: 'forward', to: NodeClass.Variable },
  dictionary: { type: standard(47), direction: 'inverse', to: NodeClass.Variable },
} as const satisfies Readonly<Record<string, LinkKind>>;
