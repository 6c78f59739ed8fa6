import { DataTypeIds } from 'node-opcua-constants';
import {
  type ConstructorFuncWithSchema,
  getStandardDataTypeFactory,
  type IStructuredTypeSchema,
  type StructuredTypeField,
} from 'node-opcua-factory';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import 'node-opcua-types';
import { type BuiltIn, type BuiltInName, builtIn, builtInName } from '../values/built-in.ts';
import type { DataType, Enumeration, Field } from '../values/data-type.ts';
import { decimalType } from '../values/decimal.ts';

/** Types that only their subtypes have values of. */
const abstractTypes: ReadonlyMap<number, BuiltIn> = new Map([
  [24, builtIn.Variant],
  [26, builtIn.Variant],
  [27, builtIn.Variant],
  [28, builtIn.Variant],
  [29, builtIn.Int32],
  [22, builtIn.ExtensionObject],
  [12756, builtIn.ExtensionObject],
]);

const known = new Map<number, DataType>();

const idOf = (id: number): NodeId => new NodeId(NodeIdType.NUMERIC, id, 0);

const names = new Map(
  Object.entries(DataTypeIds).flatMap(([name, id]) => (typeof id === 'number' ? [[id, name] as const] : [])),
);

/**
 * A type of the specification's own, by the number of its node: those are the same in every server. Undefined for one that is newer than we are.
 * @see OPC 10000-6 Annex A.3 (NodeIds.csv)
 */
export function standardType(id: number): DataType | undefined {
  const made = known.get(id);
  if (made) return made;
  const type = makeType(id);
  // A server may name ever new ones that do not exist: those are not kept.
  if (type) known.set(id, type);
  return type;
}

function makeType(id: number): DataType | undefined {
  const abstract = abstractTypes.get(id);
  const name = names.get(id) ?? builtInName(id);
  if (name === undefined) return undefined;
  if (abstract !== undefined) return { name, builtIn: abstract };
  if (id === decimalType) return { name, builtIn: builtIn.ExtensionObject, isDecimal: true };
  if (id < 26) return { name, builtIn: id as BuiltIn };
  const factory = getStandardDataTypeFactory();
  const info = factory.getStructureInfoForDataType(idOf(id));
  if (info) {
    const type: DataType = { name: info.schema.name, builtIn: builtIn.ExtensionObject };
    if (!info.constructor) return type;
    // Known before its fields are: a field may be of the same type.
    known.set(id, type);
    return withFields(type, info.schema, info.constructor);
  }
  if (factory.hasEnumeration(name)) {
    return { name, builtIn: builtIn.Int32, enumeration: standardEnumeration(name) };
  }
  const basic = basicOf(name);
  return basic === undefined ? undefined : { name, builtIn: basic };
}

function withFields(
  type: DataType,
  schema: IStructuredTypeSchema,
  { encodingDefaultBinary }: ConstructorFuncWithSchema,
): DataType {
  const fields = fieldsOf(schema);
  if (fields === undefined) return type;
  const kind = fields.some(({ optional }) => optional) ? 'optional' : 'plain';
  type.structure = { kind, encoding: `i=${encodingDefaultBinary.value}`, fields };
  return type;
}

/** Those of its base type come first. Undefined where one of them has a type that is not known. */
function fieldsOf(schema: IStructuredTypeSchema): readonly Field[] | undefined {
  const factory = getStandardDataTypeFactory();
  const { baseType } = schema;
  const base =
    baseType && baseType !== 'ExtensionObject' && factory.hasStructureByTypeName(baseType)
      ? fieldsOf(factory.getStructuredTypeSchema(baseType))
      : [];
  const own = schema.fields.map(fieldOf);
  if (base === undefined || own.some((field) => field === undefined)) return undefined;
  return [...base, ...own.filter((field) => field !== undefined)];
}

function fieldOf(field: StructuredTypeField): Field | undefined {
  const type = typeByName(field.fieldType);
  if (type === undefined || field.switchValue !== undefined) return undefined;
  return {
    name: field.originalName,
    type,
    rank: field.isArray ? 1 : 0,
    optional: field.switchBit !== undefined,
    open: field.allowSubTypes === true,
  };
}

/** The number of a type's node by its name: Range, Duration … */
export function standardIdNamed(name: string): number | undefined {
  if (!Object.hasOwn(DataTypeIds, name)) return undefined;
  const id = (DataTypeIds as unknown as Readonly<Record<string, unknown>>)[name];
  return typeof id === 'number' ? id : undefined;
}

/** A type of the specification by its name. */
export function standardTypeNamed(name: string): DataType | undefined {
  const id = standardIdNamed(name);
  return id === undefined ? undefined : standardType(id);
}

function typeByName(name: string): DataType | undefined {
  const standard = standardTypeNamed(name);
  if (standard) return standard;
  const basic = basicOf(name);
  return basic === undefined ? undefined : { name, builtIn: basic };
}

function standardEnumeration(name: string): Enumeration {
  const values: Readonly<Record<string, unknown>> =
    getStandardDataTypeFactory().getEnumeration(name)?.enumValues ?? {};
  // The generated code adds one to each, which the specification does not have.
  const members = Object.entries(values).flatMap(([key, value]) =>
    typeof value === 'number' && key !== 'Invalid' ? [[key, value] as const] : [],
  );
  return enumerationOf(name, members);
}

export function enumerationOf(name: string, members: readonly (readonly [string, number])[]): Enumeration {
  return {
    name,
    nameOf: new Map(members.map(([key, value]) => [value, key])),
    valueOf: new Map(members),
  };
}

/** What a type is on the wire that is only a built-in one by another name: Duration, UtcTime … */
function basicOf(name: string): BuiltIn | undefined {
  if (Object.hasOwn(builtIn, name)) return builtIn[name as BuiltInName];
  const factory = getStandardDataTypeFactory();
  if (!factory.hasBuiltInType(name)) return undefined;
  const { subType } = factory.getBuiltInType(name) as { readonly subType?: string };
  return subType && subType !== name ? basicOf(subType) : undefined;
}

/** The type whose values go under this number in the specification's namespace. */
export function standardTypeByEncoding(encoding: number): DataType | undefined {
  const schema = (
    getStandardDataTypeFactory().getConstructor(idOf(encoding)) as ConstructorFuncWithSchema | null
  )?.schema;
  const id = schema?.dataTypeNodeId?.value;
  return typeof id === 'number' ? standardType(id) : undefined;
}
