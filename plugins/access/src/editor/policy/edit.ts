import type { Binding, Policy, Role } from '@millwright/access';

/**
 * A change of the rules that somebody makes in a dialog. It is made of the rules as they are at the time of saving, so
 * that nobody's change in between is overwritten.
 */
export interface PolicyEdit {
  /** @returns undefined where the very thing that it changes has become another since the dialog was opened */
  apply(policy: Policy): Policy | undefined;
}

export type SubjectOfBinding = Binding['subject'];

export const sameSubject = (one: SubjectOfBinding, other: SubjectOfBinding): boolean =>
  one.kind === other.kind && (one.kind !== 'user' || other.kind !== 'user' || one.name === other.name);

/** The roles that a subject is given itself, in the order of the rules' file. */
export function rolesGiven(policy: Policy, subject: SubjectOfBinding): readonly string[] {
  return policy.bindings
    .filter((binding) => sameSubject(binding.subject, subject))
    .map((binding) => binding.role);
}

/** Gives a subject these roles and no other. */
export function giveRoles(
  subject: SubjectOfBinding,
  before: readonly string[],
  roles: readonly string[],
): PolicyEdit {
  return {
    apply(policy) {
      if (!sameNames(rolesGiven(policy, subject), before)) return undefined;
      const others = policy.bindings.filter((binding) => !sameSubject(binding.subject, subject));
      return { ...policy, bindings: [...others, ...roles.map((role) => ({ subject, role }))] };
    },
  };
}

/** Puts a role in the place of the one as it was, or adds it; a new name counts wherever the role is named. */
export function putRole(before: Role | undefined, role: Role): PolicyEdit {
  return {
    apply(policy) {
      const taken = policy.roles.some(({ name }) => name === role.name && name !== before?.name);
      if (taken) return undefined;
      if (before === undefined) return { ...policy, roles: [...policy.roles, role] };
      if (!isUnchanged(policy, before)) return undefined;
      const roles = policy.roles.map((other) => (other.name === before.name ? role : other));
      return renamed({ ...policy, roles }, before.name, role.name);
    },
  };
}

/** Takes a role away, from everyone and every role that has it. */
export function removeRole(before: Role): PolicyEdit {
  return {
    apply(policy) {
      if (!isUnchanged(policy, before)) return undefined;
      const { name } = before;
      return {
        ...policy,
        roles: policy.roles
          .filter((role) => role.name !== name)
          .map((role) =>
            withInherited(
              role,
              (role.inherits ?? []).filter((other) => other !== name),
            ),
          ),
        bindings: policy.bindings.filter((binding) => binding.role !== name),
      };
    },
  };
}

/** Puts other rules in the place of all. */
export function replacePolicy(before: Policy, policy: Policy): PolicyEdit {
  return { apply: (current) => (sameText(current, before) ? policy : undefined) };
}

const sameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
/** In whichever order. */
export const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  sameText([...one].sort(), [...other].sort());

const isUnchanged = (policy: Policy, before: Role): boolean =>
  sameText(
    policy.roles.find(({ name }) => name === before.name),
    before,
  );

function renamed(policy: Policy, from: string, to: string): Policy {
  if (from === to) return policy;
  const rename = (name: string): string => (name === from ? to : name);
  return {
    ...policy,
    roles: policy.roles.map((role) => withInherited(role, (role.inherits ?? []).map(rename))),
    bindings: policy.bindings.map((binding) => ({ ...binding, role: rename(binding.role) })),
  };
}

function withInherited(role: Role, inherits: string[]): Role {
  if (sameText(inherits, role.inherits ?? [])) return role;
  const { inherits: _before, ...rest } = role;
  return inherits.length === 0 ? rest : { ...rest, inherits };
}
