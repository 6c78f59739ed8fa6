import { statusOf } from '../status.ts';
import type { NoValue } from './decoded.ts';
import type { TagType, ValueFormat } from './format.ts';

/**
 * What stands for "not implemented" as unsigned halves, high and low. A float has none of its own: it is no number.
 * @see SunSpec Device Information Model Specification V1.2, section 4.3 (data types)
 */
const sunspec: Readonly<Partial<Record<TagType, readonly [high: number, low: number]>>> = {
  bool: [0, 0xffff],
  int16: [0, 0x8000],
  uint16: [0, 0xffff],
  bcd16: [0, 0xffff],
  int32: [0, 0x8000_0000],
  uint32: [0, 0xffff_ffff],
  bcd32: [0, 0xffff_ffff],
  int64: [0x8000_0000, 0],
  uint64: [0xffff_ffff, 0xffff_ffff],
};

/** Whether these bits say that the point is not implemented. */
export function isSentinel({ type, sentinel }: ValueFormat, high: number, low: number): boolean {
  if (sentinel !== 'sunspec') return false;
  const code = sunspec[type];
  return code !== undefined && code[0] === high && code[1] === low;
}

const reason = 'The PLC says that this point is not implemented';
const uncertain: NoValue = { status: statusOf('Uncertain', reason) };
const bad: NoValue = { status: statusOf('BadNotImplemented', reason) };

/** Why there is no value then. OPC UA has no name of its own for an uncertain "none". */
export function notImplemented({ sentinelQuality }: ValueFormat): NoValue {
  return sentinelQuality === 'bad' ? bad : uncertain;
}
