import { isBytes } from '@millwright/tags';
import { type BuiltIn, builtIn } from './built-in.ts';
import { ticksOf, timeOfText } from './date.ts';
import { encodeInferred } from './encode-inferred.ts';
import { encodeFloating, encodeWhole, isWhole, wrongType } from './encode-number.ts';
import { encodeExtensionObject } from './encode-structure.ts';
import { type Encoding, shownValue } from './encoding.ts';
import { statusCodeOf } from './status-code.ts';
import { writeGuid, writeNodeId } from './write-node-id.ts';

/**
 * Writes one value of a built-in type from the form in which it is read.
 * @throws `opcua.bad-type-mismatch`, `opcua.bad-out-of-range`
 * @see OPC 10000-6 section 5.2.2
 */
export function encodeScalar(type: BuiltIn, value: unknown, encoding: Encoding): void {
  const { writer, options } = encoding;
  if (isWhole(type)) {
    encodeWhole(type, value, encoding);
    return;
  }
  switch (type) {
    case builtIn.Boolean:
      if (typeof value !== 'boolean') throw wrongType(type, value, encoding);
      writer.u8(value ? 1 : 0);
      return;
    case builtIn.Float:
    case builtIn.Double:
      encodeFloating(type, value, encoding);
      return;
    case builtIn.String:
    case builtIn.XmlElement:
      if (value !== null && typeof value !== 'string') throw wrongType(type, value, encoding);
      writeText(value, encoding);
      return;
    case builtIn.DateTime:
      encodeDate(value, encoding);
      return;
    case builtIn.Guid:
      if (typeof value === 'string' && writeGuid(writer, value)) return;
      throw wrongType(type, value, encoding);
    case builtIn.ByteString:
      writer.byteString(bytesOf(value, encoding));
      return;
    case builtIn.NodeId:
    case builtIn.ExpandedNodeId: {
      const isExpanded = type === builtIn.ExpandedNodeId;
      if (typeof value === 'string' && writeNodeId(writer, value, options.namespaces, isExpanded)) return;
      throw wrongType(type, value, encoding);
    }
    case builtIn.StatusCode:
      encodeStatusCode(value, encoding);
      return;
    case builtIn.QualifiedName:
      encodeQualifiedName(value, encoding);
      return;
    case builtIn.LocalizedText:
      encodeLocalizedText(value, encoding);
      return;
    case builtIn.ExtensionObject:
      encodeExtensionObject(value, encoding);
      return;
    case builtIn.Variant:
      encodeInferred(value, encoding);
      return;
    default:
      throw encoding.refusal('BadTypeMismatch', 'has a type that nothing is written to');
  }
}

/** Half of a pair of surrogates has no UTF-8: another character would stand in its place. */
function writeText(text: string | null, encoding: Encoding): void {
  if (text?.isWellFormed() === false) {
    throw encoding.refusal(
      'BadOutOfRange',
      'takes text, and half of a character was given (a lone surrogate)',
    );
  }
  encoding.writer.string(text);
}

/** Bytes, or what JSON makes of a Buffer. */
function bytesOf(value: unknown, encoding: Encoding): Uint8Array | null {
  if (value === null || isBytes(value)) return value;
  if (isRecord(value) && value.type === 'Buffer' && Array.isArray(value.data)) {
    const data: readonly unknown[] = value.data;
    if (data.every((each) => Number.isInteger(each) && Number(each) >= 0 && Number(each) <= 255)) {
      return Buffer.from(data as readonly number[]);
    }
  }
  throw wrongType(builtIn.ByteString, value, encoding);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !ArrayBuffer.isView(value);

function encodeDate(value: unknown, encoding: Encoding): void {
  const isDate = value instanceof Date && !Number.isNaN(value.getTime());
  const time = isDate
    ? { milliseconds: value.getTime(), hundreds: 0 }
    : typeof value === 'string'
      ? timeOfText(value)
      : undefined;
  if (time === undefined) throw wrongType(builtIn.DateTime, value, encoding);
  const ticks = ticksOf(time);
  if (ticks === undefined) {
    throw encoding.refusal(
      'BadOutOfRange',
      `takes the years 1601 to 9999, and ${shownValue(value)} was given`,
    );
  }
  encoding.writer.i64(ticks);
}

/** `{ code, name }`, or either alone. */
function encodeStatusCode(value: unknown, encoding: Encoding): void {
  const given = isRecord(value) ? (value.code ?? value.name) : value;
  const code = typeof given === 'string' ? statusCodeOf(given) : given;
  if (typeof code !== 'number' || !Number.isInteger(code) || code < 0 || code > 0xffff_ffff) {
    throw wrongType(builtIn.StatusCode, value, encoding);
  }
  encoding.writer.u32(code);
}

/** `1:name`; without a number it is one of the specification's namespace. */
function encodeQualifiedName(value: unknown, encoding: Encoding): void {
  if (value !== null && typeof value !== 'string') throw wrongType(builtIn.QualifiedName, value, encoding);
  const [, index = '0', name = value] = (value !== null && /^(\d{1,5}):(.*)$/s.exec(value)) || [];
  if (Number(index) > 0xffff) throw wrongType(builtIn.QualifiedName, value, encoding);
  encoding.writer.u16(Number(index));
  writeText(name, encoding);
}

/** `{ text, locale }`, or the text alone. */
function encodeLocalizedText(value: unknown, encoding: Encoding): void {
  const { text = null, locale = null } = isRecord(value) ? value : { text: value };
  const isText = (part: unknown): part is string | null => part === null || typeof part === 'string';
  if (!isText(text) || !isText(locale)) throw wrongType(builtIn.LocalizedText, value, encoding);
  const { writer } = encoding;
  writer.u8((locale === null ? 0 : 1) | (text === null ? 0 : 2));
  if (locale !== null) writeText(locale, encoding);
  if (text !== null) writeText(text, encoding);
}
