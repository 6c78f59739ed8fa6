/**
 * The name that JavaScript makes of a value where one is needed, as Node-RED does with ids, types and places: `['exec']`
 * and `exec` are the same to it. Undefined for what makes no name that anything could have.
 */
export function nameOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map((each) => nameOf(each) ?? '').join();
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
