import { compilePolicy, type Policy } from '@millwright/access';
import { rolesGiven } from './edit.ts';

const whoever = { kind: 'user', name: 'whoever' } as const;

/** Whether whoever has these roles may change the rules, somewhere or under some conditions. */
export function mayWriteRules(policy: Policy, roles: readonly string[]): boolean {
  const bindings = roles.map((role) => ({ subject: whoever, role }));
  return compilePolicy({ ...policy, bindings })
    .actionsOf(whoever)
    .includes('access.write');
}

/** The roles of whoever has none of their own. */
export function rolesOfAll(policy: Policy): readonly string[] {
  const subjects = [{ kind: 'everyone' }, { kind: 'anyone' }] as const;
  return [...new Set(subjects.flatMap((subject) => rolesGiven(policy, subject)))];
}
