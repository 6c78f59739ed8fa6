import { compilePolicy, type Policy } from '@millwright/access';

/** As if no condition of an allowing rule ever held, and every denying rule applied. */
function strictest(policy: Policy): Policy {
  return {
    ...policy,
    roles: policy.roles.map((role) => ({
      ...role,
      rules: role.rules
        .filter(({ effect, when }) => effect === 'deny' || when === undefined)
        .map(({ when: _, ...rule }) => rule),
    })),
  };
}

/** Bound names that may always change rules and people, whether there is somebody of that name or not. */
export function ownersIn(policy: Policy): readonly string[] {
  const decider = compilePolicy(strictest(policy));
  return decider.usersAllowed({ action: 'access.write', resource: {}, circumstances: { time: 0 } });
}

/**
 * Whether somebody is left who may always change rules and people.
 *
 * @param canLogIn of a bound person
 */
export const hasOwner = (policy: Policy, canLogIn: (name: string) => boolean): boolean =>
  ownersIn(policy).some(canLogIn);
