import type { SampleValue, Status } from '@millwright/tags';
import { Cursor, isUndecodable } from './cursor.ts';
import type { Enumeration } from './data-type.ts';
import { wireTime } from './date.ts';
import { named } from './decode-structure.ts';
import { decodeVariant } from './decode-variant.ts';
import type { Decoding } from './decoding.ts';
import { skipVariant } from './skip.ts';
import { badDecoding } from './status-code.ts';

/** A DataValue or a Variant where it lies in the bytes of an answer: it is read when its tag is known. */
export interface RawValue {
  readonly bytes: Buffer;
  readonly at: number;
}

/** A DataValue with its value in JavaScript's form. */
export interface ReadValue {
  readonly value: SampleValue | null;
  readonly statusCode: number;
  /** Why what came is no value. */
  readonly unreadable: Status | undefined;
  readonly sourceTs: number | undefined;
  /** Beyond 100 ns, in units of 10 ps. */
  readonly sourcePicoseconds: number | undefined;
  readonly serverTs: number | undefined;
  readonly serverPicoseconds: number | undefined;
}

/**
 * @param enumeration of the tag's own data type
 * @see OPC 10000-6 section 5.2.2.17
 */
export function readDataValue(raw: RawValue, decoding: Decoding, enumeration?: Enumeration): ReadValue {
  const cursor = new Cursor(raw.bytes, raw.at);
  try {
    const mask = cursor.u8();
    let value: SampleValue | null = null;
    let unreadable: Status | undefined;
    if (mask & 0x01) {
      const start = cursor.at;
      try {
        value = decodeVariant(cursor, decoding);
        if (enumeration) value = withNames(value, enumeration, decoding);
      } catch (error) {
        if (!isUndecodable(error)) throw error;
        unreadable = badDecoding(error.message);
        cursor.at = start;
        skipVariant(cursor);
      }
    }
    const statusCode = mask & 0x02 ? cursor.u32() : 0;
    const read = filled(unreadable ? null : value, statusCode, unreadable);
    if (mask & 0x3c) readTimes(mask, cursor, read);
    return read;
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    return filled(null, 0, badDecoding(error.message));
  }
}

/** A Variant that is no DataValue: an argument, or a field of an event. */
export function readVariant(
  raw: RawValue,
  decoding: Decoding,
  enumeration?: Enumeration,
): { readonly value: SampleValue | null; readonly unreadable?: string } {
  try {
    const value = decodeVariant(new Cursor(raw.bytes, raw.at), decoding);
    return { value: enumeration ? withNames(value, enumeration, decoding) : value };
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    return { value: null, unreadable: error.message };
  }
}

type Filled = { -readonly [Key in keyof ReadValue]: ReadValue[Key] };

/** All its fields from the beginning: one that grows is a second object to whoever runs it. */
const filled = (value: SampleValue | null, statusCode: number, unreadable: Status | undefined): Filled => ({
  value,
  statusCode,
  unreadable,
  sourceTs: undefined,
  sourcePicoseconds: undefined,
  serverTs: undefined,
  serverPicoseconds: undefined,
});

/** A time that is not told, or told as 0, is none, and has no picoseconds either. */
function readTimes(mask: number, cursor: Cursor, into: Filled): void {
  const sourceTs = mask & 0x04 ? readTime(cursor) : undefined;
  const sourcePicoseconds = mask & 0x10 ? cursor.u16() : undefined;
  const serverTs = mask & 0x08 ? readTime(cursor) : undefined;
  const serverPicoseconds = mask & 0x20 ? cursor.u16() : undefined;
  if (sourceTs !== undefined) {
    into.sourceTs = sourceTs;
    into.sourcePicoseconds = sourcePicoseconds;
  }
  if (serverTs !== undefined) {
    into.serverTs = serverTs;
    into.serverPicoseconds = serverPicoseconds;
  }
}

function readTime(cursor: Cursor): number | undefined {
  const low = cursor.u32();
  const high = cursor.i32();
  return low === 0 && high === 0 ? undefined : wireTime(low, high).milliseconds;
}

/** An enumeration's numbers with their names, in arrays and matrices too. */
function withNames(
  value: SampleValue | null,
  enumeration: Enumeration,
  decoding: Decoding,
): SampleValue | null {
  if (typeof value === 'number') return named(value, enumeration, decoding);
  return Array.isArray(value)
    ? value.map((each: SampleValue | null) => withNames(each, enumeration, decoding))
    : value;
}
