import { type Quality, qualityOf, type Status, statusOf } from './status.ts';
import type { TagValue } from './types.ts';

/** The last good value of a tag, and when it was received (ms UTC). */
export interface LastValue {
  readonly value: TagValue;
  readonly ts: number;
}

/** One tag's value with its quality and time. It is plain JSON: nodes hand it on as it is. */
export interface Sample {
  /** Name of the tag. */
  readonly tag: string;
  /** Null unless the value can be used as it stands. */
  readonly value: TagValue | null;
  readonly quality: Quality;
  /** When we received it, or learned that it cannot be had (ms UTC). */
  readonly ts: number;
  /** The tag's address as its table has it. */
  readonly address: string;
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
}

/** A copy: samples leave in messages, and flows may write into those. */
function lastOf(last: LastValue | undefined): { readonly last?: LastValue } {
  return last ? { last: { ...last } } : {};
}

/** A sample of what the PLC answered: good, or uncertain where the number is none that can be reckoned with. */
export function measured(point: Point, value: TagValue, ts: number, last?: LastValue): Sample {
  const { name: tag, address } = point;
  if (typeof value === 'boolean' || Number.isFinite(value)) {
    return { tag, value, quality: 'good', ts, address };
  }
  const status = statusOf('UncertainSensorNotAccurate', `The PLC sent ${value}`);
  return {
    tag,
    value: null,
    quality: 'uncertain',
    ts,
    address,
    status,
    text: `${value}`,
    ...lastOf(last),
  };
}

/** A sample of a tag whose value could not be had. The status may be shared: the sample gets one of its own. */
export function missing(point: Point, status: Status, ts: number, last?: LastValue): Sample {
  const { name: tag, address } = point;
  const quality = qualityOf(status.code);
  return { tag, value: null, quality, ts, address, status: { ...status }, ...lastOf(last) };
}

/** Remembers the last good value of each tag. Bounded by the number of tags. */
export class LastValues {
  readonly #values = new Map<string, LastValue>();

  get(tag: string): LastValue | undefined {
    return this.#values.get(tag);
  }

  keep(sample: Sample): void {
    if (sample.quality === 'good' && sample.value !== null) {
      this.#values.set(sample.tag, { value: sample.value, ts: sample.ts });
    }
  }
}
