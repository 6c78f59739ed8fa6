/** What kind of thing was given, as an error says it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  if (Array.isArray(value)) return 'array';
  // Buffer, Float32Array: who gave one knows it by that name.
  return ArrayBuffer.isView(value) ? value.constructor.name : typeof value;
}

const longest = 40;

/** A value as an error shows it: no longer than a line takes. Of objects that are neither dates nor arrays only their kind. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) {
    const some: readonly unknown[] = value.slice(0, longest);
    return cut(`[${some.map((each) => (Array.isArray(each) ? kindOf(each) : shown(each))).join(', ')}]`);
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (typeof value === 'object' || typeof value === 'function') return kindOf(value);
  return cut(typeof value === 'string' ? `"${value}"` : String(value));
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
