import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';

/** What came of reading a file. A reason never holds anything of the file's content. */
export type Read<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What the system says, as its short code, such as `EACCES`. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a directory',
  ENOTDIR: 'it is no directory',
};

function attempt<Value>(read: () => Value): Read<Value> {
  try {
    return { kind: 'found', value: read() };
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', reason: reasons[code] ?? code };
  }
}

export const readText = (path: string): Read<string> => attempt(() => readFileSync(path, 'utf8'));

export const readStats = (path: string): Read<Stats> => attempt(() => statSync(path));

/** The names in a directory, in order. */
export const readNames = (path: string): Read<readonly string[]> => attempt(() => readdirSync(path).sort());

/** A JSON object. What the parser says is left out, since it quotes from the file. */
export function readJson(path: string): Read<Readonly<Record<string, unknown>>> {
  const text = readText(path);
  if (text.kind !== 'found') return text;
  try {
    const value: unknown = JSON.parse(text.value);
    return isObject(value)
      ? { kind: 'found', value }
      : { kind: 'unreadable', reason: 'it holds no JSON object' };
  } catch {
    return { kind: 'unreadable', reason: 'it is not JSON' };
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of a JSON object that is an object itself, else an empty one. */
export function objectIn(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

export function textIn(value: unknown, name: string): string | undefined {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}
