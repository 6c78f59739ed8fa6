import type { SampleValue } from '../sample.ts';
import { type Status, statusOf } from '../status.ts';
import type { TagValue } from './format.ts';

/** What stands in the place of a value that cannot be used as it came. The status may be shared. */
export interface NoValue {
  readonly status: Status;
  /** What came instead. */
  readonly text?: string;
  /** Of an array: its elements, null for those that cannot be used. */
  readonly value?: readonly (SampleValue | null)[];
}

/** A value, or why there is none. Values are bare, since a table has thousands of them in each cycle. */
export type Decoded<Value extends PlainValue = TagValue> = Value | NoValue;

/** What is decoded: no structures, which look like what stands in the place of a value. */
export type PlainValue = TagValue | Date | readonly (PlainValue | null)[];

export function isValue<Value extends PlainValue>(decoded: Decoded<Value>): decoded is Value {
  return typeof decoded !== 'object' || decoded instanceof Date || Array.isArray(decoded);
}

/** A number that can be reckoned with, or why not: NaN and infinities never reach a flow. */
export function finite(value: number): number | NoValue {
  if (Number.isFinite(value)) return value;
  return { status: statusOf('UncertainSensorNotAccurate', `The PLC sent ${value}`), text: `${value}` };
}
