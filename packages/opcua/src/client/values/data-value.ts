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
  readonly unreadable?: Status;
  readonly sourceTs?: number;
  /** Beyond 100 ns, in units of 10 ps. */
  readonly sourcePicoseconds?: number;
  readonly serverTs?: number;
  readonly serverPicoseconds?: number;
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
    const read: Filled = { value: unreadable ? null : value, statusCode };
    if (unreadable) read.unreadable = unreadable;
    if (mask & 0x3c) readTimes(mask, cursor, read);
    return read;
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    return { value: null, statusCode: 0, unreadable: badDecoding(error.message) };
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

/** A time that is not told, or told as 0, is none, and has no picoseconds either. */
function readTimes(mask: number, cursor: Cursor, into: Filled): void {
  const sourceTs = mask & 0x04 ? readTime(cursor) : undefined;
  const sourcePicoseconds = mask & 0x10 ? cursor.u16() : undefined;
  const serverTs = mask & 0x08 ? readTime(cursor) : undefined;
  const serverPicoseconds = mask & 0x20 ? cursor.u16() : undefined;
  if (sourceTs !== undefined) {
    into.sourceTs = sourceTs;
    if (sourcePicoseconds !== undefined) into.sourcePicoseconds = sourcePicoseconds;
  }
  if (serverTs !== undefined) {
    into.serverTs = serverTs;
    if (serverPicoseconds !== undefined) into.serverPicoseconds = serverPicoseconds;
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
