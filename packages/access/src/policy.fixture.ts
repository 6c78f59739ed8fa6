import type { Binding, Condition, Policy, Role, Rule } from './policy.ts';
import type { AccessRequest, Circumstances, Resource, Subject } from './request.ts';

/** A Wednesday, 10:00 UTC. */
export const wednesday = Date.parse('2026-11-25T10:00:00Z');

export const allow = (actions: string[], more: Partial<Rule> = {}): Rule => ({
  name: `allow ${actions.join(', ')}`,
  effect: 'allow',
  actions,
  ...more,
});

export const deny = (actions: string[], more: Partial<Rule> = {}): Rule => ({
  name: `deny ${actions.join(', ')}`,
  effect: 'deny',
  actions,
  ...more,
});

export const role = (name: string, rules: Rule[], inherits?: string[]): Role => ({
  name,
  rules,
  ...(inherits && { inherits }),
});

export const given = (name: string, to: string): Binding => ({
  subject: { kind: 'user', name },
  role: to,
});

export const policyOf = (roles: Role[], bindings: Binding[] = []): Policy => ({ format: 1, roles, bindings });

/** One role with these rules, for `ana`. */
export const forAna = (...rules: Rule[]): Policy => policyOf([role('r', rules)], [given('ana', 'r')]);

export const ana: Subject = { kind: 'user', name: 'ana' };

/** `ana` wants to, on a Wednesday morning. */
export const asks = (
  action: string,
  resource: Resource = {},
  circumstances: Partial<Circumstances> = {},
  subject: Subject = ana,
): AccessRequest => ({ subject, action, resource, circumstances: { time: wednesday, ...circumstances } });

export const always: Condition = { kind: 'time', from: '00:00', to: '00:00', zone: 'UTC' };
