import { copyValue } from './copy-value.ts';
import { keepLatest, type Latest, lastOf, noLatest } from './latest.ts';
import { type Quality, qualityOf, type Status } from './status.ts';
import { type Decoded, isValue, type NoValue, type PlainValue } from './value/decoded.ts';
import type { TagValue } from './value/format.ts';

/** A value of any protocol: what registers hold, and what OPC UA has besides (dates, bytes, arrays, structures). */
export type SampleValue =
  | TagValue
  | Date
  | Uint8Array
  | readonly (SampleValue | null)[]
  | { readonly [field: string]: SampleValue | null };

/** The last good value of a tag, and when it was received (ms UTC). */
export interface LastValue {
  readonly value: SampleValue;
  readonly ts: number;
}

/** One tag's value with its quality and time. It is plain JSON, but for a bigint where a tag asks for one. */
export interface Sample {
  /** Name of the tag. */
  readonly tag: string;
  /** Null unless the value can be used as it stands. */
  readonly value: SampleValue | null;
  readonly quality: Quality;
  /** When we received it, or learned that it cannot be had (ms UTC). */
  readonly ts: number;
  /** The tag's address as its table has it. */
  readonly address: string;
  /** Unit of measure. */
  readonly unit?: string;
  /** When the source says that the value came about (ms UTC); only where it says so. */
  readonly sourceTs?: number;
  /** When the server between us and the source says that it got the value (ms UTC); only where it says so. */
  readonly serverTs?: number;
  /** What is beyond the 100 ns of the source's time, in units of 10 ps (0 to 9999): OPC UA's resolution; only where the source says so. */
  readonly picoseconds?: number;
  /** The same of the server's time. */
  readonly serverPicoseconds?: number;
  /** Values came faster than they could be handed on: there were others between this one and the one before. */
  readonly overflow?: true;
  /** Why the quality is not good. */
  readonly status?: Status;
  /** What came instead of a value that JSON can carry. */
  readonly text?: string;
  /** What was known before, where the value is not good. */
  readonly last?: LastValue;
}

/** What a sample is about. */
export interface Point {
  readonly name: string;
  readonly address: string;
  readonly unit?: string;
}

/** A copy: samples leave in messages, and flows may write into those. */
export function copyLast({ value, ts }: LastValue): LastValue {
  return { value: copyValue(value), ts };
}

/** A sample of what the PLC answered: good with its value, or with the reason why there is none. */
export function measured(point: Point, decoded: Decoded<PlainValue>, ts: number, last?: LastValue): Sample {
  if (!isValue(decoded)) return withoutValue(point, decoded, ts, last);
  const { name: tag, address, unit } = point;
  // One object each: a table makes thousands of them in a cycle.
  return unit === undefined
    ? { tag, value: decoded, quality: 'good', ts, address }
    : { tag, value: decoded, quality: 'good', ts, address, unit };
}

/** A sample of a tag whose value could not be had. The status may be shared: the sample gets one of its own. */
export function missing(point: Point, status: Status, ts: number, last?: LastValue): Sample {
  return withoutValue(point, { status }, ts, last);
}

function withoutValue(
  point: Point,
  { status, text, value: elements }: NoValue,
  ts: number,
  last: LastValue | undefined,
): Sample {
  const { name: tag, address, unit } = point;
  return {
    tag,
    value: elements ?? null,
    quality: qualityOf(status.code),
    ts,
    address,
    ...(unit !== undefined && { unit }),
    status: { ...status },
    ...(text !== undefined && { text }),
    ...(last && { last: copyLast(last) }),
  };
}

/** Remembers the last good value of each tag. Bounded by the number of tags. */
export class LastValues {
  readonly #latest = new Map<string, Latest>();

  /** See {@link lastOf}. */
  get(tag: string): LastValue | undefined {
    const latest = this.#latest.get(tag);
    return latest && lastOf(latest);
  }

  keep(sample: Sample): void {
    const { tag } = sample;
    let latest = this.#latest.get(tag);
    if (latest === undefined) {
      latest = noLatest();
      this.#latest.set(tag, latest);
    }
    keepLatest(latest, sample);
  }
}
