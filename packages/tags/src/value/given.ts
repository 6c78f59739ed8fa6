/** What kind of thing was given, as an error says it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A value as an error shows it: no longer than a line takes. Of other objects than dates only that they are. */
export function shown(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (typeof value === 'object' || typeof value === 'function') return kindOf(value);
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
