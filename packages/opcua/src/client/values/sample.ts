import {
  copyLast,
  type LastValue,
  type LastValues,
  qualityOf,
  type Sample,
  type SampleValue,
  type Scaling,
  type Status,
  scale,
} from '@millwright/tags';
import type { OpcUaTag, ValueForms } from '../../tag.ts';
import type { Enumeration, KnownTypes } from './data-type.ts';
import { type RawValue, readDataValue } from './data-value.ts';
import { Decoding } from './decoding.ts';
import { isOverflow, isPlainGood, statusOfCode } from './status-code.ts';

export interface SampleContext {
  readonly types: KnownTypes;
  /** When it was received (ms UTC). */
  readonly ts: number;
  /** What was known before. */
  readonly last?: LastValue | undefined;
  /** The same, for whoever has it of all tags: only where the value is not good is it looked up. */
  readonly lasts?: LastValues | undefined;
  /** The names of the tag's values, where its data type is an enumeration. */
  readonly enumeration?: Enumeration | undefined;
  /** Gathers the types that the value has and nobody has asked the server for yet, by their encoding. */
  readonly missing?: { add(encoding: string): unknown };
}

/**
 * A tag's sample of what the server sent. A value that JavaScript cannot hold is null and uncertain, and its text says what came; a bad one is
 * null, whatever came with it.
 */
export function sampleOf(tag: OpcUaTag, raw: RawValue, context: SampleContext): Sample {
  const decoding = new Decoding(context.types, formsOf(tag));
  const read = readDataValue(raw, decoding, context.enumeration);
  for (const type of decoding.missing ?? []) context.missing?.add(type);
  const { statusCode, sourceTs, sourcePicoseconds, serverTs, serverPicoseconds, unreadable } = read;
  const { isFit } = decoding;
  const sent = qualityOf(statusCode);
  const quality = unreadable || sent === 'bad' ? 'bad' : isFit ? sent : 'uncertain';
  const value = quality === 'bad' ? null : scaled(read.value, tag.scaling);
  const status = unreadable && sent !== 'bad' ? unreadable : statusFor(statusCode, decoding);
  const { name, address, unit } = tag;
  // Nearly all are like this, and what has all its fields from the beginning is one object, not two.
  if (
    quality === 'good' &&
    status === undefined &&
    unit === undefined &&
    sourceTs !== undefined &&
    serverTs !== undefined &&
    sourcePicoseconds === undefined &&
    serverPicoseconds === undefined &&
    statusCode === 0
  )
    return { tag: name, value, quality, ts: context.ts, address, sourceTs, serverTs };
  const sample: { -readonly [Key in keyof Sample]: Sample[Key] } = {
    tag: name,
    value,
    quality,
    ts: context.ts,
    address,
  };
  if (unit !== undefined) sample.unit = unit;
  if (sourceTs !== undefined) sample.sourceTs = sourceTs;
  if (sourcePicoseconds !== undefined) sample.picoseconds = sourcePicoseconds;
  if (serverTs !== undefined) sample.serverTs = serverTs;
  if (serverPicoseconds !== undefined) sample.serverPicoseconds = serverPicoseconds;
  if (isOverflow(statusCode)) sample.overflow = true;
  if (status !== undefined) sample.status = status;
  if (!isFit && quality !== 'bad') sample.text = decoding.text;
  if (quality === 'good') return sample;
  const last = context.last ?? context.lasts?.get(name);
  // A copy: samples leave in messages, and flows may write into those.
  if (last) sample.last = copyLast(last);
  return sample;
}

/** Scaled integers of 64 bits are numbers, whatever the table says of the others. */
function formsOf(tag: OpcUaTag): ValueForms {
  const { scaling, wide = 'number' } = tag;
  return scaling === undefined || wide === 'number' ? tag : { ...tag, wide: 'number' };
}

function statusFor(code: number, decoding: Decoding): Status | undefined {
  if (decoding.isFit) return isPlainGood(code) ? undefined : statusOfCode(code);
  return statusOfCode(code, `The server sent ${decoding.text}, which the tag's form of value cannot hold`);
}

function scaled(value: SampleValue | null, scaling: Scaling | undefined): SampleValue | null {
  if (scaling === undefined) return value;
  if (typeof value === 'number') return scale(value, scaling);
  return Array.isArray(value) ? value.map((each: SampleValue | null) => scaled(each, scaling)) : value;
}
