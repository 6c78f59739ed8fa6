import type { SampleValue } from '@millwright/tags';
import { builtIn, fixedSizes } from './built-in.ts';
import { type Cursor, undecodable } from './cursor.ts';
import type { DataType, Enumeration, Field, Structure } from './data-type.ts';
import { decimalIn, decimalKey, decimalValue } from './decimal.ts';
import { copied, decodeScalar } from './decode-scalar.ts';
import { decodeArray, decodeMatrix } from './decode-variant.ts';
import type { Decoding } from './decoding.ts';
import { nodeIdText, nodeKey, readNodeId } from './node-id.ts';

interface Fields {
  [field: string]: SampleValue | null;
}

/**
 * A structure with its fields. One of a type that nobody knows is its type's encoding and its bytes, so that nothing is lost.
 * @see OPC 10000-6 section 5.2.2.15
 */
export function decodeExtensionObject(cursor: Cursor, decoding: Decoding): SampleValue | null {
  const encoding = readNodeId(cursor);
  const form = cursor.u8();
  const key = nodeKey(encoding);
  if (form > 2) throw undecodable(`there is no body of the form ${form}`);
  if (form === 0 && key === 'i=0') return null;
  const unknown = (body: SampleValue | null): SampleValue => ({
    $type: nodeIdText(encoding, decoding.types.namespaces),
    body,
  });
  if (form === 2) return unknown(cursor.string());
  if (key === decimalKey && form === 1) {
    const length = cursor.count();
    const body = length < 0 ? null : cursor.part(length).bytes;
    const decimal = body && decimalIn(body);
    return decimal ? decimalValue(decimal, decoding) : unknown(copied(body));
  }
  const type = decoding.types.byEncoding(key);
  if (type === undefined) decoding.miss(key);
  if (form === 0) return type ? { $type: type.name } : unknown(null);
  const length = cursor.count();
  if (!type?.structure) return unknown(copied(length < 0 ? null : cursor.part(length).bytes));
  const { structure } = type;
  const body = cursor.part(Math.max(0, length));
  return body.nest(() => decodeStructure(type.name, structure, body, decoding));
}

/** @see OPC 10000-6 sections 5.2.6 (structures), 5.2.7 (optional fields), 5.2.8 (unions) */
export function decodeStructure(
  name: string,
  structure: Structure,
  cursor: Cursor,
  decoding: Decoding,
): SampleValue {
  const value: Fields = { $type: name };
  const { kind, fields } = structure;
  if (kind === 'union') {
    const chosen = cursor.u32();
    if (chosen === 0) return value;
    const field = fields[chosen - 1];
    if (field === undefined) throw undecodable(`${name} has no field number ${chosen}`);
    put(value, field, decodeField(field, cursor, decoding));
    return value;
  }
  const present = kind === 'optional' ? cursor.u32() : 0;
  let bit = 0;
  for (const field of fields) {
    if (field.optional) {
      const isThere = bit < 32 && (present >>> bit) & 1;
      bit += 1;
      if (!isThere) continue;
    }
    put(value, field, decodeField(field, cursor, decoding));
  }
  return value;
}

/** A field of its own whatever its name is: `__proto__` too. */
function put(value: Fields, { name }: Field, content: SampleValue | null): void {
  if (name === '__proto__') {
    Object.defineProperty(value, name, {
      value: content,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else value[name] = content;
}

function decodeField(field: Field, cursor: Cursor, decoding: Decoding): SampleValue | null {
  return decoding.within(field.name, () => {
    if (field.rank === 0) return decodeTyped(field, cursor, decoding);
    // A matrix that is a field has its dimensions before its elements. @see OPC 10000-6 section 5.2.5
    if (field.rank > 1) return decodeFieldMatrix(field, cursor, decoding);
    return decodeArray(cursor, decoding, sizeOf(field), () => decodeTyped(field, cursor, decoding));
  });
}

function decodeFieldMatrix(field: Field, cursor: Cursor, decoding: Decoding): SampleValue | null {
  const dimensions = cursor.at;
  const count = Math.max(0, cursor.count(4));
  let length = count === 0 ? 0 : 1;
  for (let index = 0; index < count; index += 1) length *= Math.max(0, cursor.i32());
  const size = Math.max(1, sizeOf(field));
  if (length * size > cursor.left) throw undecodable('it has fewer elements than it says');
  const elements: (SampleValue | null)[] = [];
  for (let index = 0; index < length; index += 1) {
    elements.push(decoding.within(index, () => decodeTyped(field, cursor, decoding)));
  }
  const end = cursor.at;
  cursor.at = dimensions;
  const matrix = decodeMatrix(elements, cursor);
  cursor.at = end;
  return matrix;
}

const sizeOf = ({ type, open }: Field): number =>
  open || type.structure ? 0 : (fixedSizes[type.builtIn] ?? 0);

function decodeTyped({ type, open }: Field, cursor: Cursor, decoding: Decoding): SampleValue | null {
  const { structure, enumeration } = type;
  if (open || type.builtIn !== builtIn.ExtensionObject || !structure) {
    const value = decodeScalar(openType(type, open), cursor, decoding);
    return enumeration && typeof value === 'number' ? named(value, enumeration, decoding) : value;
  }
  return cursor.nest(() => decodeStructure(type.name, structure, cursor, decoding));
}

/** A field that takes subtypes says which one it has: of a structure by its ExtensionObject, of all else by a Variant. */
const openType = (type: DataType, open: boolean): number =>
  open && type.builtIn !== builtIn.ExtensionObject ? builtIn.Variant : type.builtIn;

/** The name of an enumeration's value; null where it has none. */
export function named(value: number, enumeration: Enumeration, { forms }: Decoding): SampleValue {
  return forms.enumerations === 'number' ? value : { value, name: enumeration.nameOf.get(value) ?? null };
}
