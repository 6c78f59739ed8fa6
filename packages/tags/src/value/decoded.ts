import { type Status, statusOf } from '../status.ts';
import type { TagValue } from './format.ts';

/** What stands in the place of a value that cannot be used as it came. The status may be shared. */
export interface NoValue {
  readonly status: Status;
  /** What came instead. */
  readonly text?: string;
}

/** A value, or why there is none. Values are bare, since a table has thousands of them in each cycle. */
export type Decoded = TagValue | NoValue;

export function isValue(decoded: Decoded): decoded is TagValue {
  return typeof decoded !== 'object';
}

/** A number that can be reckoned with, or why not: NaN and infinities never reach a flow. */
export function finite(value: number): number | NoValue {
  if (Number.isFinite(value)) return value;
  return { status: statusOf('UncertainSensorNotAccurate', `The PLC sent ${value}`), text: `${value}` };
}
