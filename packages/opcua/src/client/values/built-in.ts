/**
 * The built-in types by their numbers in a Variant.
 * @see OPC 10000-6 section 5.1.2
 */
export const builtIn = {
  Null: 0,
  Boolean: 1,
  SByte: 2,
  Byte: 3,
  Int16: 4,
  UInt16: 5,
  Int32: 6,
  UInt32: 7,
  Int64: 8,
  UInt64: 9,
  Float: 10,
  Double: 11,
  String: 12,
  DateTime: 13,
  Guid: 14,
  ByteString: 15,
  XmlElement: 16,
  NodeId: 17,
  ExpandedNodeId: 18,
  StatusCode: 19,
  QualifiedName: 20,
  LocalizedText: 21,
  ExtensionObject: 22,
  DataValue: 23,
  Variant: 24,
  DiagnosticInfo: 25,
} as const;

export type BuiltInName = keyof typeof builtIn;

export type BuiltIn = (typeof builtIn)[BuiltInName];

const names = Object.keys(builtIn) as readonly BuiltInName[];

/** Undefined for a number that is no built-in type. */
export const builtInName = (type: number): BuiltInName | undefined => names[type];

export const isBuiltIn = (type: number): type is BuiltIn => type < names.length;

/** Bytes that a value of each type takes, by its number; 0 where that depends on the value. */
export const fixedSizes: readonly number[] = [
  0, 1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 0, 8, 16, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0,
];
