import { type Problem, problemOf } from '@millwright/schema';
import * as v from 'valibot';
import { policyErrors } from './errors.ts';
import { normal } from './pattern.ts';
import { type Policy, policy as schema } from './policy.ts';

/** Nobody reads more. */
const mostProblems = 100;
/** How many roles may stand in a row, each inheriting the next one. */
const longestInheritance = 8;

/**
 * Reads a policy: from a file, a request, a database. All or nothing: what is not understood is refused as a whole.
 *
 * @throws `policy.invalid` with everything that is wrong, and where
 */
export function parsePolicy(raw: unknown): Policy {
  const read = v.safeParse(schema, raw);
  const problems = read.success
    ? problemsOf(read.output)
    : read.issues.slice(0, mostProblems).map((issue) => problemOf([], issue));
  if (!read.success || problems.length > 0)
    throw policyErrors.invalid({ problems: problems.slice(0, mostProblems) });
  return read.output;
}

/** What no single part of it can tell. */
function problemsOf({ roles, bindings }: Policy): readonly Problem[] {
  const names = new Set(roles.map(({ name }) => name));
  const unknown = (role: string, path: Problem['path']): readonly Problem[] =>
    names.has(role) ? [] : [{ path, code: 'unknown-role' }];
  return [
    ...duplicates(roles, ['roles']),
    ...roles.flatMap(({ rules }, index) => duplicates(rules, ['roles', index, 'rules'])),
    ...roles.flatMap(({ inherits = [] }, index) =>
      inherits.flatMap((role, at) => unknown(role, ['roles', index, 'inherits', at])),
    ),
    ...inheritanceProblems(roles),
    ...bindings.flatMap(({ role }, index) => unknown(role, ['bindings', index, 'role'])),
  ];
}

function duplicates(list: readonly { readonly name: string }[], path: Problem['path']): readonly Problem[] {
  const first = new Map<string, number>();
  return list.flatMap(({ name }, index) => {
    const row = first.get(normal(name));
    if (row === undefined) first.set(normal(name), index);
    return row === undefined
      ? []
      : [{ path: [...path, index, 'name'], code: 'duplicate', details: { row: row + 1 } }];
  });
}

function inheritanceProblems(roles: Policy['roles']): readonly Problem[] {
  const inherits = new Map(roles.map(({ name, inherits = [] }) => [name, inherits]));
  const lengths = new Map<string, number>();
  /** How many roles the longest row has that begins with it; infinite where it comes back to itself. */
  const length = (name: string, above: ReadonlySet<string>): number => {
    if (above.has(name)) return Number.POSITIVE_INFINITY;
    const known = lengths.get(name);
    if (known !== undefined) return known;
    const below = (inherits.get(name) ?? []).map((each) => length(each, new Set([...above, name])));
    const found = 1 + Math.max(0, ...below);
    lengths.set(name, found);
    return found;
  };
  return roles.flatMap(({ name }, index): readonly Problem[] => {
    const found = length(name, new Set());
    if (found <= longestInheritance) return [];
    const path = ['roles', index, 'inherits'];
    return Number.isFinite(found)
      ? [{ path, code: 'too-deep', details: { max: longestInheritance } }]
      : [{ path, code: 'role-cycle' }];
  });
}
