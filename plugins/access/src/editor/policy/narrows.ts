import type { Policy, Rule } from '@millwright/access';

/**
 * Whether somebody may be able to do less by other rules: a rule that allows them something is gone or another, or one
 * that denies is new. It is better to ask once too often, so rules are compared, not what follows from them.
 *
 * @param name undefined for somebody who is not logged in
 */
export function narrows(before: Policy, after: Policy, name: string | undefined): boolean {
  const had = rulesOf(before, name);
  const has = rulesOf(after, name);
  return (
    had.some((rule) => rule.effect === 'allow' && !includes(has, rule)) ||
    has.some((rule) => rule.effect === 'deny' && !includes(had, rule))
  );
}

/** By what they say: what a rule is called and where it stands changes nothing. */
function includes(rules: readonly Rule[], { name: _name, ...wanted }: Rule): boolean {
  const text = JSON.stringify(wanted);
  return rules.some(({ name: _other, ...rule }) => JSON.stringify(rule) === text);
}

function rulesOf(policy: Policy, user: string | undefined): readonly Rule[] {
  const roles = new Map(policy.roles.map((role) => [role.name, role]));
  const given = policy.bindings
    .filter(({ subject }) =>
      subject.kind === 'user' ? subject.name === user : subject.kind === 'anyone' || user !== undefined,
    )
    .map(({ role }) => role);
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const inherited of roles.get(name)?.inherits ?? []) visit(inherited);
  };
  for (const name of given) visit(name);
  return [...found].flatMap((name) => roles.get(name)?.rules ?? []);
}
