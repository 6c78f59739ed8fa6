import type { SampleValue } from './sample.ts';

/** Whether two values are the same through and through: dates by their time, bytes and arrays by what is in them, structures by their fields. */
export function sameValue(one: SampleValue | null, other: SampleValue | null): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Date || other instanceof Date) {
    return one instanceof Date && other instanceof Date && one.getTime() === other.getTime();
  }
  if (ArrayBuffer.isView(one) || ArrayBuffer.isView(other)) return sameBytes(one, other);
  if (Array.isArray(one) || Array.isArray(other)) return sameItems(one, other);
  const [left, right] = [Object.entries(one), Object.entries(other)];
  const fields: Readonly<Record<string, SampleValue | null>> = Object.fromEntries(right);
  return (
    left.length === right.length &&
    left.every(([name, value]) => Object.hasOwn(fields, name) && sameValue(value, fields[name] ?? null))
  );
}

function sameBytes(one: object, other: object): boolean {
  if (!(one instanceof Uint8Array && other instanceof Uint8Array)) return false;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function sameItems(one: unknown, other: unknown): boolean {
  if (!(Array.isArray(one) && Array.isArray(other))) return false;
  return one.length === other.length && one.every((item, index) => sameValue(item, other[index]));
}
