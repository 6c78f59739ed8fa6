import { type Policy, type Role, type Rule, role as roleSchema } from '@millwright/access';
import * as v from 'valibot';

/** What of a rule cannot be saved as it stands. */
export type RulePart = 'name' | 'nameTaken' | 'actions' | 'on' | 'dashboard' | 'when';

export interface RoleProblems {
  readonly name?: 'form' | 'taken';
  readonly description?: true;
  readonly inherits?: 'circle';
  /** By the place of the rule. */
  readonly rules: ReadonlyMap<number, ReadonlySet<RulePart>>;
}

export const newRole: Role = { name: '', rules: [] };

/** @param name numbered until no other rule of the role has it */
export function addRule(role: Role, name: string): Role {
  const taken = new Set(role.rules.map((rule) => rule.name));
  let unique = name;
  for (let number = 2; taken.has(unique); number += 1) unique = `${name} ${number}`;
  return { ...role, rules: [...role.rules, { name: unique, effect: 'allow', actions: [] }] };
}

export function changeRule(role: Role, index: number, rule: Rule): Role {
  return { ...role, rules: role.rules.map((other, place) => (place === index ? rule : other)) };
}

export function removeRule(role: Role, index: number): Role {
  return { ...role, rules: role.rules.filter((_rule, place) => place !== index) };
}

/** Adds what a pattern of actions stands for, or takes it away; what it covers is not named beside it. */
export function toggleActions(rule: Rule, pattern: string, wanted: boolean): Rule {
  const covered = (action: string): boolean =>
    pattern === '*' ||
    action === pattern ||
    (pattern.endsWith('.*') && action.startsWith(pattern.slice(0, -1)));
  const others = rule.actions.filter((action) => !covered(action));
  return { ...rule, actions: wanted ? [...others, pattern] : others };
}

/** Without what is empty, as the schema wants it. */
export function tidyRole({ description, inherits, rules, ...rest }: Role): Role {
  return {
    ...rest,
    ...(description?.trim() ? { description: description.trim() } : {}),
    ...(inherits && inherits.length > 0 ? { inherits } : {}),
    rules: rules.map(({ on, when, ...rule }) => ({
      ...rule,
      name: rule.name.trim(),
      ...(on && on.length > 0 ? { on } : {}),
      ...(when && when.length > 0 ? { when } : {}),
    })),
  };
}

/** What keeps a role from being saved; undefined if nothing does. */
export function roleProblems(
  draft: Role,
  before: string | undefined,
  policy: Policy,
): RoleProblems | undefined {
  const role = tidyRole(draft);
  const rules = new Map<number, Set<RulePart>>();
  const add = (index: number, part: RulePart): void => {
    rules.set(index, (rules.get(index) ?? new Set()).add(part));
  };
  const problems: { name?: 'form' | 'taken'; description?: true; inherits?: 'circle' } = {};
  const parsed = v.safeParse(roleSchema, role);
  for (const issue of parsed.issues ?? []) {
    const [field, index, part] = (issue.path ?? []).map(({ key }) => key);
    if (field === 'rules' && typeof index === 'number')
      add(index, issue.message === 'not-of-dashboards' ? 'dashboard' : rulePart(part));
    else if (field === 'name') problems.name = 'form';
    else if (field === 'description') problems.description = true;
  }
  role.rules.forEach(({ name }, index) => {
    if (role.rules.some((other, place) => place !== index && other.name === name)) add(index, 'nameTaken');
  });
  if (policy.roles.some(({ name }) => name === role.name && name !== before)) problems.name = 'taken';
  if (inheritsItself(role, before, policy)) problems.inherits = 'circle';
  const none = rules.size === 0 && Object.keys(problems).length === 0;
  return none ? undefined : { ...problems, rules };
}

const rulePart = (part: unknown): RulePart =>
  part === 'name' || part === 'actions' || part === 'on' || part === 'when' ? part : 'when';

function inheritsItself(role: Role, before: string | undefined, policy: Policy): boolean {
  const own = before ?? role.name;
  const seen = new Set<string>();
  const reaches = (name: string): boolean => {
    if (name === own) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (policy.roles.find((other) => other.name === name)?.inherits ?? []).some(reaches);
  };
  return (role.inherits ?? []).some(reaches);
}
