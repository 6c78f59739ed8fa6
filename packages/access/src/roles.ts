import { type CompiledRule, compileRule } from './compiled-rule.ts';
import { clocks } from './condition.ts';
import { normal } from './pattern.ts';
import type { Binding, Policy } from './policy.ts';
import type { Subject } from './request.ts';
import { type RuleSet, ruleSet } from './rule-set.ts';

/** Which rules there are for whom. */
export interface RuleSets {
  /** Of a subject, whatever it is within. */
  of(subject: Subject): RuleSet;
  /** Of some roles alone. Unknown ones have no rules. */
  within(roles: readonly string[]): RuleSet;
  /** Everybody whom a role is given by name, in the order of names. */
  readonly users: readonly string[];
}

/** More sets than that are made anew each time: nobody can fill the memory with them. */
const mostKept = 2000;

export function ruleSetsOf(policy: Policy): RuleSets {
  const inherits = new Map(policy.roles.map(({ name, inherits = [] }) => [name, inherits]));
  const rules = rulesOfRoles(policy);
  const kept = new Map<string, RuleSet>();
  const within = (names: readonly string[]): RuleSet => {
    const roles = withInherited(names, inherits);
    const key = roles.join(' ');
    const known = kept.get(key);
    if (known) return known;
    const made = ruleSet(roles, (role) => rules.get(role) ?? []);
    if (kept.size < mostKept) kept.set(key, made);
    return made;
  };
  const forAnyone = rolesGiven(policy.bindings, 'anyone');
  const forEveryone = [...forAnyone, ...rolesGiven(policy.bindings, 'everyone')];
  const [anyone, everyone] = [within(forAnyone), within(forEveryone)];
  const byUser = rolesOfUsers(policy.bindings);
  const sets = new Map<string, RuleSet>();
  return {
    of: ({ kind, name }) => {
      if (kind !== 'user') return anyone;
      const user = normal(name ?? '');
      const roles = byUser.get(user);
      if (!roles) return everyone;
      const set = sets.get(user) ?? within([...forEveryone, ...roles]);
      sets.set(user, set);
      return set;
    },
    within,
    users: [...byUser.keys()].sort(),
  };
}

function rulesOfRoles({ roles }: Policy): ReadonlyMap<string, readonly CompiledRule[]> {
  const clock = clocks();
  return new Map(
    roles.map(({ name, rules }) => [
      name,
      rules
        .flatMap((rule) => compileRule(name, rule, clock) ?? [])
        .sort((one, other) => (one.rule < other.rule ? -1 : 1)),
    ]),
  );
}

/** Each once, in their order, with what they inherit; without those that do not exist. */
function withInherited(
  names: readonly string[],
  inherits: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const inherited = inherits.get(name);
    if (!inherited || found.has(name)) continue;
    found.add(name);
    open.push(...inherited);
  }
  return [...found].sort();
}

const rolesGiven = (bindings: readonly Binding[], kind: 'everyone' | 'anyone'): readonly string[] =>
  bindings.flatMap(({ subject, role }) => (subject.kind === kind ? role : []));

function rolesOfUsers(bindings: readonly Binding[]): ReadonlyMap<string, readonly string[]> {
  const roles = new Map<string, string[]>();
  for (const { subject, role } of bindings) {
    if (subject.kind !== 'user') continue;
    const user = normal(subject.name);
    roles.set(user, [...(roles.get(user) ?? []), role]);
  }
  return roles;
}
