import { builtIn } from './built-in.ts';
import type { DataType } from './data-type.ts';
import { depthOf, encodeArrayOf } from './encode-array.ts';
import { encodeInferred } from './encode-inferred.ts';
import { encodeScalar } from './encode-scalar.ts';
import { encodeDecimal, encodeEnumeration, encodeStructureObject } from './encode-structure.ts';
import { type EncodeOptions, Encoding } from './encoding.ts';

/** What a value has to be. */
export interface WantedType {
  readonly type: DataType;
  /** -1 scalar, 0 any array, 1 an array, n a matrix; -2 anything, -3 scalar or array. @see OPC 10000-3 section 8.6 */
  readonly rank: number;
}

/**
 * A value as a Variant of exactly the type that is wanted, from the form in which such values are read.
 * @param name of the tag or the argument, for what is refused
 * @returns its bytes
 * @throws `opcua.bad-type-mismatch`, `opcua.bad-out-of-range`
 */
export function encodeValue(
  name: string,
  value: unknown,
  wanted: WantedType,
  options: EncodeOptions,
): Buffer {
  const encoding = new Encoding(name, options);
  encodeVariant(value, wanted, encoding);
  return encoding.writer.bytes;
}

function encodeVariant(value: unknown, { type, rank }: WantedType, encoding: Encoding): void {
  const { writer } = encoding;
  if (value === undefined) throw encoding.refusal('BadTypeMismatch', 'was given no value');
  const dimensions = dimensionsOf(value, rank, type, encoding);
  if (type.builtIn === builtIn.Variant && dimensions === 0) {
    encodeInferred(value, encoding);
    return;
  }
  const element = (each: unknown): void => encodeElement(type, each, encoding);
  if (dimensions === 0) {
    writer.u8(type.builtIn);
    element(value);
    return;
  }
  writer.u8(type.builtIn | (dimensions > 1 ? 0xc0 : 0x80));
  encodeArrayOf(dimensions, value, type.builtIn, encoding, element, 'behind');
}

function encodeElement(type: DataType, value: unknown, encoding: Encoding): void {
  const { structure, enumeration, builtIn: basic } = type;
  if (structure) encodeStructureObject(type, structure, value, encoding);
  else if (type.isDecimal) encodeDecimal(value, encoding);
  else if (enumeration) encodeEnumeration(enumeration, value, encoding);
  else encodeScalar(basic, value, encoding);
}

/** How many dimensions the value goes with; 0 for a scalar. */
function dimensionsOf(value: unknown, rank: number, type: DataType, encoding: Encoding): number {
  const depth = depthOf(value, type.builtIn);
  if (rank > 0) return rank;
  if (depth > 0 && rank === -1) {
    throw encoding.refusal('BadTypeMismatch', `takes one ${type.name}, and an array was given`);
  }
  if (depth === 0 && rank === 0) {
    if (value === null) return 1;
    throw encoding.refusal('BadTypeMismatch', `takes an array of ${type.name}, and a single value was given`);
  }
  if (depth > 1 && rank === -3) {
    throw encoding.refusal('BadTypeMismatch', 'takes a value or an array, and a matrix was given');
  }
  return depth;
}
