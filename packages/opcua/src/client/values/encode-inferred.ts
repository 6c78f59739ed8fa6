import { isBytes } from '@millwright/tags';
import { type BuiltIn, builtIn } from './built-in.ts';
import { encodeScalar } from './encode-scalar.ts';
import { type Encoding, shownValue } from './encoding.ts';

/** Writes a Variant where the server leaves its type open: as what the value is in JavaScript. Numbers are Doubles. */
export function encodeInferred(value: unknown, encoding: Encoding): void {
  const { writer } = encoding;
  if (value === null || value === undefined) {
    writer.u8(builtIn.Null);
    return;
  }
  if (Array.isArray(value)) {
    writer.u8(builtIn.Variant | 0x80);
    writer.i32(value.length);
    for (const [index, each] of value.entries()) {
      encoding.within(index, () => encodeInferred(each, encoding));
    }
    return;
  }
  const type = inferred(value);
  if (type === undefined) {
    throw encoding.refusal(
      'BadTypeMismatch',
      `does not say of which type it is, and ${shownValue(value)} can be several`,
    );
  }
  writer.u8(type);
  encodeScalar(type, value, encoding);
}

function inferred(value: unknown): BuiltIn | undefined {
  switch (typeof value) {
    case 'boolean':
      return builtIn.Boolean;
    case 'number':
      return builtIn.Double;
    case 'bigint':
      return value > 0x7fff_ffff_ffff_ffffn ? builtIn.UInt64 : builtIn.Int64;
    case 'string':
      return builtIn.String;
    default:
      break;
  }
  if (value instanceof Date) return builtIn.DateTime;
  if (isBytes(value)) return builtIn.ByteString;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('$type' in value) return builtIn.ExtensionObject;
  if ('code' in value && 'name' in value) return builtIn.StatusCode;
  return 'text' in value && 'locale' in value ? builtIn.LocalizedText : undefined;
}
