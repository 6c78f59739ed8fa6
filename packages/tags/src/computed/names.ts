import type { ExprNode } from 'jsonata';

/**
 * The tags that an expression names, in the order of the text: as a path (`filler.speed`), quoted (`` `filler.speed` ``)
 * or as a text (`$lookup($, "filler.speed")`). A name within a filter counts too, although it may mean a field there:
 * rather one tag too many than a value that is computed without it.
 */
export function namedTags(ast: ExprNode, isTag: (name: string) => boolean): readonly string[] {
  const found = new Set<string>();
  visit(ast, (node) => {
    if (node['type'] === 'string' && isTag(`${node['value']}`)) found.add(`${node['value']}`);
    if (node['type'] !== 'path' || !Array.isArray(node['steps'])) return;
    for (const run of runsOfNames(node['steps'])) {
      const tag = longestTag(run, isTag);
      if (tag !== undefined) found.add(tag);
    }
  });
  return [...found];
}

/**
 * The names that an expression takes from the table and no tag has. Those that may mean a field of something else are
 * not among them: within a filter, or behind what is no name.
 */
export function unknownNames(ast: ExprNode, isTag: (name: string) => boolean): readonly string[] {
  const found = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      for (const each of part) look(each);
      return;
    }
    const node = part as Readonly<Record<string, unknown>>;
    if (node['type'] === 'transform') return;
    if (node['type'] !== 'path' || !Array.isArray(node['steps'])) {
      for (const [key, inner] of Object.entries(node)) if (!ownContexts.has(key)) look(inner);
      return;
    }
    const [first] = node['steps'];
    if (first?.type !== 'name') {
      look(first);
      return;
    }
    const name = runsOfNames(node['steps'])[0]?.join('.') ?? '';
    if (!isTag(name)) found.add(name);
  };
  look(ast);
  return [...found];
}

/** Parts of an expression that are looked at for each item of what stands before them. */
const ownContexts: ReadonlySet<string> = new Set(['predicate', 'stages', 'group']);

/** Whether a regular expression stands in it. */
export function hasRegularExpression(ast: ExprNode): boolean {
  let has = false;
  visit(ast, ({ type }) => {
    has ||= type === 'regex';
  });
  return has;
}

function visit(part: unknown, look: (node: Readonly<Record<string, unknown>>) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part) && 'type' in part) look(part as Readonly<Record<string, unknown>>);
  for (const inner of Object.values(part)) visit(inner, look);
}

/** Names that follow each other in a path. */
function runsOfNames(
  steps: readonly { readonly type?: unknown; readonly value?: unknown }[],
): readonly string[][] {
  const runs: string[][] = [];
  let follows = false;
  for (const { type, value } of steps) {
    const isName = type === 'name';
    if (isName && follows) runs.at(-1)?.push(`${value}`);
    else if (isName) runs.push([`${value}`]);
    follows = isName;
  }
  return runs;
}

/** The longest beginning of a run that is a tag: tags have dots in their names. */
function longestTag(run: readonly string[], isTag: (name: string) => boolean): string | undefined {
  for (let length = run.length; length > 0; length -= 1) {
    const name = run.slice(0, length).join('.');
    if (isTag(name)) return name;
  }
  return undefined;
}
