import { compilePattern, type Fits, normal } from './pattern.ts';
import type { Reference, Selection } from './policy.ts';
import type { Named, Resource } from './request.ts';

/** A resource with its names in normal form, as selections look at it. */
export interface Target {
  readonly tab: Named | undefined;
  readonly subflow: Named | undefined;
  readonly groups: readonly Named[];
  readonly node: Named | undefined;
  readonly dashboardPage: Named | undefined;
  readonly dashboardGroup: Named | undefined;
  /** Of the node: one or none. */
  readonly types: readonly string[];
  /** Of the node, and of the operation. */
  readonly modules: readonly string[];
}

export type FitsTarget = (target: Target) => boolean;

const named = (given: Named | undefined): Named | undefined =>
  given && { id: given.id, name: normal(given.name) };
const none: readonly never[] = [];

export const targetOf = ({
  tab,
  subflow,
  groups,
  node,
  dashboardPage,
  dashboardGroup,
  module,
}: Resource): Target => ({
  tab: named(tab),
  subflow: named(subflow),
  groups: groups?.map((group) => ({ id: group.id, name: normal(group.name) })) ?? none,
  node: named(node),
  dashboardPage: named(dashboardPage),
  dashboardGroup: named(dashboardGroup),
  types: node ? [normal(node.type)] : none,
  modules: [node?.module, module].flatMap((name) => (name === undefined ? none : normal(name))),
});

/** Of several selections one has to fit. */
export function compileSelections(selections: readonly Selection[] | undefined): FitsTarget {
  if (!selections) return () => true;
  const each = selections.map(compileSelection);
  const [only] = each;
  return each.length === 1 && only ? only : (target) => each.some((fits) => fits(target));
}

function compileSelection({
  tab,
  subflow,
  group,
  node,
  dashboardPage,
  dashboardGroup,
  type,
  module,
}: Selection): FitsTarget {
  const clauses: FitsTarget[] = [];
  const clause = <Given>(given: Given | undefined, compile: (given: Given) => FitsTarget): void => {
    if (given !== undefined) clauses.push(compile(given));
  };
  clause(tab, (reference) => one(reference, (target) => target.tab));
  clause(subflow, (reference) => one(reference, (target) => target.subflow));
  clause(node, (reference) => one(reference, (target) => target.node));
  clause(dashboardPage, (reference) => one(reference, (target) => target.dashboardPage));
  clause(dashboardGroup, (reference) => one(reference, (target) => target.dashboardGroup));
  clause(group, (reference) => {
    const fits = compileReference(reference);
    return ({ groups }) => groups.some(fits);
  });
  clause(type, (pattern) => text(pattern, (target) => target.types));
  clause(module, (pattern) => text(pattern, (target) => target.modules));
  const [first, second, ...others] = clauses;
  // Most rules have one or two clauses: a decision looks at many of them.
  if (first && !second) return first;
  if (first && second && others.length === 0) return (target) => first(target) && second(target);
  return (target) => clauses.every((fits) => fits(target));
}

function one(reference: Reference, of: (target: Target) => Named | undefined): FitsTarget {
  const fits = compileReference(reference);
  return (target) => {
    const given = of(target);
    return given !== undefined && fits(given);
  };
}

function text(pattern: string, of: (target: Target) => readonly string[]): FitsTarget {
  const fits: Fits = compilePattern(pattern);
  return (target) => {
    for (const given of of(target)) if (fits(given)) return true;
    return false;
  };
}

/** Ids are compared as they are: to Node-RED, too, they are others as soon as one byte is. */
function compileReference(reference: Reference): (given: Named) => boolean {
  if ('id' in reference) return ({ id }) => id === reference.id;
  const fits = compilePattern(reference.name);
  return ({ name }) => fits(name);
}
