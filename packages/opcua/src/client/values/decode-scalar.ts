import type { SampleValue } from '@millwright/tags';
import { type BuiltIn, builtIn } from './built-in.ts';
import { type Cursor, undecodable } from './cursor.ts';
import { timeText, wireTime } from './date.ts';
import { decodeExtensionObject } from './decode-structure.ts';
import { decodeVariant } from './decode-variant.ts';
import type { Decoding } from './decoding.ts';
import { nodeIdText, readGuid, readNodeId } from './node-id.ts';
import { statusName } from './status-code.ts';

/**
 * One value of a built-in type.
 * @throws `opcua.undecodable`, or a RangeError
 * @see OPC 10000-6 section 5.2.2
 */
export function decodeScalar(type: number, cursor: Cursor, decoding: Decoding): SampleValue | null {
  switch (type) {
    case builtIn.Null:
      return null;
    case builtIn.Boolean:
      return cursor.u8() !== 0;
    case builtIn.SByte:
      return cursor.i8();
    case builtIn.Byte:
      return cursor.u8();
    case builtIn.Int16:
      return cursor.i16();
    case builtIn.UInt16:
      return cursor.u16();
    case builtIn.Int32:
      return cursor.i32();
    case builtIn.UInt32:
      return cursor.u32();
    case builtIn.Int64:
    case builtIn.UInt64:
      return decodeWide(type, cursor, decoding);
    case builtIn.Float:
      return finite(cursor.f32(), decoding);
    case builtIn.Double:
      return finite(cursor.f64(), decoding);
    case builtIn.DateTime:
      return decodeDate(cursor, decoding);
    case builtIn.Guid:
      return readGuid(cursor);
    case builtIn.String:
    case builtIn.XmlElement:
      return cursor.string();
    case builtIn.NodeId:
    case builtIn.ExpandedNodeId:
      return nodeIdText(readNodeId(cursor), decoding.forms.uris ? decoding.types.namespaces : undefined);
    case builtIn.StatusCode:
      return decodeStatusCode(cursor);
    case builtIn.QualifiedName:
      return decodeQualifiedName(cursor);
    case builtIn.LocalizedText:
      return decodeLocalizedText(cursor);
    case builtIn.ExtensionObject:
      return decodeExtensionObject(cursor, decoding);
    case builtIn.DataValue:
      return cursor.nest(() => decodeInnerDataValue(cursor, decoding));
    case builtIn.Variant:
      return cursor.nest(() => decodeVariant(cursor, decoding));
    case builtIn.DiagnosticInfo:
      // It would say nothing outside of a response's header. @see OPC 10000-6 section 5.2.2.16: a Variant must not hold one
      throw undecodable('a value must not be a DiagnosticInfo');
    default:
      // What a later edition may add is a ByteString until somebody knows better.
      return copied(cursor.byteString());
  }
}

/** A copy: the bytes of an answer must not live as long as one value of it, nor change with it. */
export const copied = (bytes: Buffer | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes));

function finite(value: number, decoding: Decoding): number | null {
  return Number.isFinite(value) ? value : decoding.unfit(`${value}`);
}

function decodeWide(type: BuiltIn, cursor: Cursor, decoding: Decoding): SampleValue | null {
  const from = cursor.skip(8);
  const { bytes } = cursor;
  const { wide = 'number' } = decoding.forms;
  if (wide === 'number') {
    const low = bytes.readUInt32LE(from);
    const high = type === builtIn.Int64 ? bytes.readInt32LE(from + 4) : bytes.readUInt32LE(from + 4);
    const value = high * 0x1_0000_0000 + low;
    if (Number.isSafeInteger(value)) return value;
  }
  const exact = type === builtIn.Int64 ? bytes.readBigInt64LE(from) : bytes.readBigUInt64LE(from);
  return wide === 'bigint' ? exact : wide === 'string' ? `${exact}` : decoding.unfit(`${exact}`);
}

function decodeDate(cursor: Cursor, decoding: Decoding): Date | string {
  const time = wireTime(cursor.u32(), cursor.i32());
  return decoding.forms.dates === 'text' ? timeText(time) : new Date(time.milliseconds);
}

function decodeStatusCode(cursor: Cursor): SampleValue {
  const code = cursor.u32();
  return { code, name: statusName(code) };
}

function decodeQualifiedName(cursor: Cursor): string | null {
  const namespace = cursor.u16();
  const name = cursor.string();
  return name === null && namespace === 0 ? null : `${namespace}:${name ?? ''}`;
}

function decodeLocalizedText(cursor: Cursor): SampleValue {
  const mask = cursor.u8();
  const locale = mask & 0x01 ? cursor.string() : null;
  const text = mask & 0x02 ? cursor.string() : null;
  return { text, locale };
}

/** A DataValue that is a value itself: its times are not told, as they would be those of the tag. */
function decodeInnerDataValue(cursor: Cursor, decoding: Decoding): SampleValue {
  const mask = cursor.u8();
  const value = mask & 0x01 ? decoding.within('value', () => decodeVariant(cursor, decoding)) : null;
  const code = mask & 0x02 ? cursor.u32() : 0;
  if (mask & 0x04) cursor.skip(8);
  if (mask & 0x10) cursor.skip(2);
  if (mask & 0x08) cursor.skip(8);
  if (mask & 0x20) cursor.skip(2);
  return { value, status: { code, name: statusName(code) } };
}
