/**
 * One thing wrong with data from outside. It never repeats the value: that may be a secret, or huge.
 */
export interface Problem {
  /** From the root to the wrong part: `['tags', 3, 'name']`. Empty: the whole. */
  readonly path: readonly (string | number)[];
  /** A stable name; the words for it come from a catalogue of texts. */
  readonly code: string;
  /** What the words need: limits, the expected kind. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** The outcome of checking data from outside: a value of the right shape, or everything that is wrong. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `tags[3].name`: a path as people read it in a log. */
export function formatPath(path: Problem['path']): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** `port: unset-variable (name FILLER_PORT)`: a problem where there are no words for it, as in a log. */
export function formatProblem({ path, code, details = {} }: Problem): string {
  const known = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  const where = path.length > 0 ? `${formatPath(path)}: ` : '';
  return `${where}${code}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}
