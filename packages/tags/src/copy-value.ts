import type { SampleValue } from './sample.ts';

/**
 * A value that nobody else can change. Samples leave in messages, and flows may write into dates, arrays and structures as they may into
 * anything in a message.
 */
export function copyValue<Value extends SampleValue | null>(value: Value): Value;
export function copyValue(value: SampleValue | null): SampleValue | null {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  // A Buffer's own `slice` shares its bytes.
  if (value instanceof Uint8Array) return Uint8Array.prototype.slice.call(value);
  if (Array.isArray(value)) return value.map((element: SampleValue | null) => copyValue(element));
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, copyValue(each)]));
}
