import { isBytes } from '@millwright/tags';
import { builtIn } from './built-in.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { DataType, Enumeration, Field, Structure } from './data-type.ts';
import { bodyOfDecimal, decimalKey, decimalOf } from './decimal.ts';
import { encodeArrayOf } from './encode-array.ts';
import { encodeInferred } from './encode-inferred.ts';
import { wrongType } from './encode-number.ts';
import { encodeScalar, isRecord } from './encode-scalar.ts';
import { type Encoding, shownValue } from './encoding.ts';
import { writeNodeId } from './write-node-id.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Writes a structure that says itself of which type it is, in `$type`. @see OPC 10000-6 section 5.2.2.15 */
export function encodeExtensionObject(value: unknown, encoding: Encoding): void {
  const { writer, options } = encoding;
  if (value === null) {
    encodeNothing(writer);
    return;
  }
  if (!isRecord(value)) throw wrongType(builtIn.ExtensionObject, value, encoding);
  const { $type: name, body } = value;
  if (typeof name !== 'string') {
    throw encoding.refusal(
      'BadTypeMismatch',
      'takes structures of several types: $type has to say which one',
    );
  }
  const type = options.typeNamed(name);
  if (type?.structure) {
    encodeStructureObject(type, type.structure, value, encoding);
    return;
  }
  // As a structure is read that nobody knows.
  if (isBytes(body) && writeNodeId(writer, name, options.namespaces, false)) {
    writer.u8(1);
    writer.byteString(body);
    return;
  }
  throw encoding.refusal('BadTypeMismatch', `cannot be written: nobody knows the type ${shownValue(name)}`);
}

function encodeNothing(writer: ByteWriter): void {
  writer.u16(0);
  writer.u8(0);
}

/** Writes a structure of a type that is known, from an object with its fields. */
export function encodeStructureObject(
  type: DataType,
  structure: Structure,
  value: unknown,
  encoding: Encoding,
): void {
  const { writer, options } = encoding;
  if (value === null) {
    encodeNothing(writer);
    return;
  }
  if (!isRecord(value)) {
    throw encoding.refusal(
      'BadTypeMismatch',
      `takes the structure ${type.name}, and ${shownValue(value)} was given`,
    );
  }
  const { $type: named } = value;
  if (typeof named === 'string' && named !== type.name) {
    const other = options.typeNamed(named);
    if (!other?.structure) {
      throw encoding.refusal('BadTypeMismatch', `takes the structure ${type.name}, and ${named} was given`);
    }
    encodeStructureObject(other, other.structure, value, encoding);
    return;
  }
  if (!writeNodeId(writer, structure.encoding, options.namespaces, false) || structure.encoding === 'i=0') {
    throw encoding.refusal('BadTypeMismatch', `takes the structure ${type.name}, which has no binary form`);
  }
  writer.u8(1);
  // Its length comes before it, and is known behind it.
  const body = encoding.apart(() => encodeFields(type.name, structure, value, encoding));
  writer.byteString(body);
}

/** @see OPC 10000-6 sections 5.2.6 to 5.2.8 */
function encodeFields(name: string, { kind, fields }: Structure, value: Fields, encoding: Encoding): void {
  const known = new Set(fields.map((field) => field.name));
  const isThere = (field: Field): boolean =>
    Object.hasOwn(value, field.name) && value[field.name] !== undefined;
  for (const given of Object.keys(value)) {
    if (given === '$type' || known.has(given)) continue;
    encoding.within(given, () => {
      throw encoding.refusal('BadTypeMismatch', `is no field of ${name}, which has ${[...known].join(', ')}`);
    });
  }
  const { writer } = encoding;
  const present = fields.filter(isThere);
  if (kind === 'union') {
    if (present.length > 1) {
      const names = present.map((field) => field.name).join(' and ');
      throw encoding.refusal(
        'BadTypeMismatch',
        `is a ${name}, which holds one field only, and ${names} were given`,
      );
    }
    const [chosen] = present;
    writer.u32(chosen === undefined ? 0 : fields.indexOf(chosen) + 1);
    if (chosen) encodeField(chosen, value[chosen.name], encoding);
    return;
  }
  const missing = fields.find((field) => !field.optional && !isThere(field));
  if (missing) {
    encoding.within(missing.name, () => {
      throw encoding.refusal('BadTypeMismatch', `is missing: ${name} has ${[...known].join(', ')}`);
    });
  }
  if (kind === 'optional') {
    const optional = fields.filter((field) => field.optional);
    const mask = optional.reduce((bits, field, bit) => (isThere(field) ? bits | (1 << bit) : bits), 0);
    writer.u32(mask >>> 0);
  }
  for (const field of present) encodeField(field, value[field.name], encoding);
}

function encodeField(field: Field, value: unknown, encoding: Encoding): void {
  const { type, rank } = field;
  encoding.within(field.name, () => {
    const element = (each: unknown): void => encodeTyped(field, each, encoding);
    if (rank === 0) {
      element(value);
      return;
    }
    encodeArrayOf(rank, value, type.builtIn, encoding, element, 'before');
  });
}

function encodeTyped({ type, open }: Field, value: unknown, encoding: Encoding): void {
  const { structure, enumeration } = type;
  if (open) {
    if (type.builtIn === builtIn.ExtensionObject) encodeExtensionObject(value, encoding);
    else encodeInferred(value, encoding);
    return;
  }
  if (enumeration) {
    encodeEnumeration(enumeration, value, encoding);
    return;
  }
  if (type.isDecimal) {
    encodeDecimal(value, encoding);
    return;
  }
  if (!structure) {
    encodeScalar(type.builtIn, value, encoding);
    return;
  }
  if (!isRecord(value)) {
    throw encoding.refusal(
      'BadTypeMismatch',
      `takes the structure ${type.name}, and ${shownValue(value)} was given`,
    );
  }
  const { $type: named } = value;
  if (typeof named === 'string' && named !== type.name) {
    throw encoding.refusal('BadTypeMismatch', `takes the structure ${type.name}, and ${named} was given`);
  }
  encodeFields(type.name, structure, value, encoding);
}

/** Writes a number of any length, or what stands for one that could not be read. */
export function encodeDecimal(value: unknown, encoding: Encoding): void {
  const { writer, options } = encoding;
  const decimal = decimalOf(value);
  if (decimal === undefined) {
    if (isRecord(value)) {
      encodeExtensionObject(value, encoding);
      return;
    }
    throw encoding.refusal('BadTypeMismatch', `takes a decimal number, and ${shownValue(value)} was given`);
  }
  writeNodeId(writer, decimalKey, options.namespaces, false);
  writer.u8(1);
  writer.byteString(bodyOfDecimal(decimal));
}

/** Writes an enumeration's value by its name, its number, or both. */
export function encodeEnumeration(enumeration: Enumeration, value: unknown, encoding: Encoding): void {
  const { name, nameOf, valueOf: numberOf } = enumeration;
  const names = () => [...numberOf.keys()].join(', ');
  const given = isRecord(value) ? value.value : value;
  const called = isRecord(value) ? (value.name ?? undefined) : undefined;
  const number = typeof given === 'string' ? numberOf.get(given) : given;
  if (typeof number !== 'number' || (called !== undefined && nameOf.get(number) !== called)) {
    throw encoding.refusal(
      'BadTypeMismatch',
      `takes ${name} (${names()}), and ${shownValue(called ?? given)} was given`,
    );
  }
  if (!nameOf.has(number)) {
    throw encoding.refusal('BadOutOfRange', `takes ${name} (${names()}), and ${number} is none of them`);
  }
  encoding.writer.i32(number);
}
