/** @see OPC 10000-3 section 8.29 (NodeClass) */
export const nodeClassNames = [
  'Object',
  'Variable',
  'Method',
  'ObjectType',
  'VariableType',
  'ReferenceType',
  'DataType',
  'View',
] as const;

export type NodeClassName = (typeof nodeClassNames)[number];
