/** As much of a value as a record holds. */
const longest = 200;

/** A value as a record has it: one line. */
export function recordText(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, longest);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value.subarray(0, longest / 2)).toString('hex')}`;
  if (typeof value !== 'object' || value === null || value instanceof Date) return String(value);
  if (Object.getPrototypeOf(value) !== Object.prototype && !Array.isArray(value)) return String(value);
  // Of a large array the first elements are enough, and there may be a million.
  const some = Array.isArray(value) ? value.slice(0, longest) : value;
  return json(some).slice(0, longest);
}

function json(value: object): string {
  try {
    return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  } catch {
    return '(no value)';
  }
}
