import * as opcua from 'node-opcua';

const {
  DataType,
  DataValue,
  DiagnosticInfo,
  LocalizedText,
  QualifiedName,
  StatusCodes,
  Variant,
  VariantArrayType,
} = opcua;
const { coerceExpandedNodeId, resolveNodeId } = opcua;

/** The 64 bits of a decimal number as node-opcua holds them: the high and the low word. */
function words(digits) {
  const bits = BigInt.asUintN(64, BigInt(digits));
  return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
}

function digits([high, low], signed) {
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return String(signed ? BigInt.asIntN(64, bits) : bits);
}

const specials = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};
const number = (value) => (typeof value === 'string' ? (specials[value] ?? Number(value)) : value);

/** How the JSON of a scalar becomes the value of each type. */
const read = {
  Int64: words,
  UInt64: words,
  Float: number,
  Double: number,
  DateTime: (text) => new Date(text),
  ByteString: (base64) => Buffer.from(base64, 'base64'),
  NodeId: (text) => resolveNodeId(text),
  ExpandedNodeId: (text) => coerceExpandedNodeId(text),
  StatusCode: (name) => StatusCodes[name],
  QualifiedName: (value) => new QualifiedName(value),
  LocalizedText: (value) => new LocalizedText(value),
  DataValue: ({ value, status }) =>
    new DataValue({ value: toVariant(value), ...(status && { statusCode: StatusCodes[status] }) }),
  Variant: (value) => toVariant(value),
  DiagnosticInfo: (value) => new DiagnosticInfo(value),
};

const written = {
  Int64: (value) => digits(value, true),
  UInt64: (value) => digits(value, false),
  Float: (value) => (Number.isFinite(value) ? value : String(value)),
  Double: (value) => (Number.isFinite(value) ? value : String(value)),
  DateTime: (value) => value.toISOString(),
  ByteString: (value) => value.toString('base64'),
  NodeId: String,
  ExpandedNodeId: String,
  StatusCode: ({ name }) => name,
  DataValue: ({ value, statusCode }) => ({ value: fromVariant(value), status: statusCode.name }),
  Variant: (value) => fromVariant(value),
  ExtensionObject: (value) => value.toJSON(),
};

let space;

/** Structures are made from the address space's own definitions: `{ structure: 'Point', ...fields }`. */
export function useSpace(addressSpace) {
  space = addressSpace;
}

function structure({ structure: name, ...fields }) {
  const type = space.findDataType(name, space.getNamespaceIndex('urn:test:types'));
  const fit = (value, dataType) => {
    if (Array.isArray(value)) return value.map((element) => fit(element, dataType));
    if (value && typeof value === 'object' && 'structure' in value) return structure(value);
    const builtIn = dataType && space.findDataType(dataType)?.getBasicDataType?.();
    const convert =
      value === null || value === undefined || builtIn === undefined ? undefined : read[DataType[builtIn]];
    return convert ? convert(value) : value;
  };
  const definition = type._getDefinition?.() ?? type.$definition ?? { fields: [] };
  const types = new Map((definition.fields ?? []).map((field) => [field.name, field.dataType]));
  const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  const given = Object.entries(fields).map(([field, value]) => [lower(field), fit(value, types.get(field))]);
  return space.constructExtensionObject(type, Object.fromEntries(given));
}

/**
 * JSON to a Variant: `{ type, value, dimensions? }`. 64 bits are decimal text, dates ISO text, bytes base64; numbers that JSON does not know are
 * text ("NaN").
 */
export function toVariant({ type, value, dimensions, array }) {
  if (type === 'Null') return new Variant({ dataType: DataType.Null });
  const convert = type === 'ExtensionObject' ? structure : (read[type] ?? ((same) => same));
  const one = (element) => (element === null && type !== 'Variant' ? null : convert(element));
  const isArray = array || Array.isArray(value);
  return new Variant({
    dataType: DataType[type],
    arrayType: dimensions
      ? VariantArrayType.Matrix
      : isArray
        ? VariantArrayType.Array
        : VariantArrayType.Scalar,
    ...(dimensions && { dimensions }),
    value: Array.isArray(value) ? value.map(one) : value === null ? null : one(value),
  });
}

export function fromVariant(variant) {
  if (!variant) return null;
  const type = DataType[variant.dataType];
  const convert = written[type] ?? ((same) => same);
  const one = (element) => (element === null || element === undefined ? null : convert(element));
  const { value } = variant;
  const isArray = variant.arrayType !== VariantArrayType.Scalar;
  return {
    type,
    value: isArray ? value && Array.from(value, one) : one(value),
    ...(variant.dimensions && { dimensions: [...variant.dimensions] }),
  };
}

/** One value of each built-in type, and two more for arrays. */
export const samples = {
  Boolean: [true, false, true],
  SByte: [-128, 0, 127],
  Byte: [255, 0, 1],
  Int16: [-32768, 0, 32767],
  UInt16: [65535, 0, 1],
  Int32: [-2147483648, 0, 2147483647],
  UInt32: [4294967295, 0, 1],
  Int64: ['-9007199254740991', '0', '9007199254740991'],
  UInt64: ['9007199254740991', '0', '1'],
  Float: [1.5, -0.25, 0],
  Double: [0.1, -1e300, 0],
  String: ['Grüße 🏭', '', 'three'],
  DateTime: ['2026-01-02T03:04:05.678Z', '1970-01-01T00:00:00.000Z', '2038-01-19T03:14:08.000Z'],
  Guid: [
    '72962B91-FA75-4AE6-8D28-B404DC7DAF63',
    '00000000-0000-0000-0000-000000000001',
    'FFFFFFFF-0000-4000-8000-000000000000',
  ],
  ByteString: ['AAEC/w==', '', 'aGVsbG8='],
  XmlElement: ['<a>1</a>', '<b/>', '<c x="1"/>'],
  NodeId: ['ns=1;s=a', 'i=85', 'ns=0;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63'],
  ExpandedNodeId: ['ns=1;s=a', 'i=85', 'ns=2;i=7'],
  StatusCode: ['BadNodeIdUnknown', 'Good', 'UncertainLastUsableValue'],
  QualifiedName: [
    { namespaceIndex: 1, name: 'name' },
    { namespaceIndex: 0, name: 'standard' },
    { namespaceIndex: 2, name: 'two' },
  ],
  LocalizedText: [
    { text: 'Wert', locale: 'de' },
    { text: 'value', locale: 'en' },
    { text: 'valeur', locale: 'fr' },
  ],
  ExtensionObject: [
    { structure: 'Point', X: 1, Y: 2 },
    { structure: 'Point', X: 3, Y: 4 },
    { structure: 'Point', X: 5, Y: 6 },
  ],
  DataValue: [
    { value: { type: 'Int32', value: 7 }, status: 'Good' },
    { value: { type: 'String', value: 'x' }, status: 'UncertainLastUsableValue' },
    { value: { type: 'Double', value: 2.5 }, status: 'Good' },
  ],
  Variant: [
    { type: 'Int32', value: 7 },
    { type: 'String', value: 'x' },
    { type: 'Double', value: 2.5 },
  ],
  DiagnosticInfo: [{ additionalInfo: 'one' }, { additionalInfo: 'two' }, { additionalInfo: 'three' }],
};
