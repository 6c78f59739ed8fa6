import type { Decider } from '@millwright/access';
import type * as v from 'valibot';
import type { explanation } from '../../common/decisions.ts';
import { type Asking, decideOn, helpersFor } from '../guard/judge.ts';
import type { Need } from '../guard/need.ts';

export type Explained = v.InferOutput<typeof explanation>;

/** Whether somebody may do all of it, with every rule that was looked at for what decides. */
export function explain(
  needs: readonly Need[],
  decider: Decider,
  asking: Asking,
  subject: string,
): Explained {
  const decided = needs.map((need) => ({ need, reason: decideOn(need, decider, asking) }));
  const isAllowed = ({ reason: { code } }: (typeof decided)[number]): boolean =>
    code === 'allowed' || code === 'system';
  const refused = decided.filter((each) => !isAllowed(each));
  const [first] = [...refused, ...decided];
  const { trace = [] } = first ? decider.explain({ ...asking, ...first.need }) : {};
  const { roles, owners } = helpersFor(needs, decider, asking);
  return {
    subject,
    roles: [...decider.rolesOf(asking.subject)],
    allowed: refused.length === 0,
    reasons: [...refused, ...decided.filter(isAllowed)].map(({ reason }) => reason),
    trace: trace.map((step) => ({ ...step })),
    grantors: { roles: [...roles], owners: [...owners] },
  };
}
