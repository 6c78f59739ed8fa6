import type { Circumstances, Decider } from '@millwright/access';
import type { Need } from '../guard/need.ts';

/** Who may do all of it: people that have roles, right now, and roles whose conditions hold some time. */
export function whoMay(
  needs: readonly Need[],
  decider: Decider,
  circumstances: Circumstances,
): { readonly users: string[]; readonly roles: string[] } {
  const ofAll = (who: (need: Need) => readonly string[]): string[] => {
    const [first = [], ...rest] = needs.map(who);
    return first.filter((name) => rest.every((names) => names.includes(name)));
  };
  return {
    users: ofAll(({ action, resource }) => decider.usersAllowed({ action, resource, circumstances })),
    roles: ofAll(({ action, resource }) => decider.rolesAllowing({ action, resource, circumstances })),
  };
}
