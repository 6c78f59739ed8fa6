import type { SampleValue } from '@millwright/tags';
import { Cursor, isUndecodable } from '../values/cursor.ts';
import type { KnownTypes } from '../values/data-type.ts';
import type { RawValue } from '../values/data-value.ts';
import { decodeVariant } from '../values/decode-variant.ts';
import { Decoding } from '../values/decoding.ts';

/** A field of an event. What cannot be read is null. @param missing gathers types that nobody has asked the server for yet */
export function readField(
  { bytes, at }: RawValue,
  types: KnownTypes,
  uris: boolean,
  missing: Set<string>,
): SampleValue | null {
  const decoding = new Decoding(types, { uris });
  try {
    const value = decodeVariant(new Cursor(bytes, at), decoding);
    for (const type of decoding.missing ?? []) missing.add(type);
    return value;
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    return null;
  }
}
