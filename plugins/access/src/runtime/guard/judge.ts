import type { AccessRequest, Circumstances, Decider, Decision, Subject } from '@millwright/access';
import type { RefusalReason } from '../../common/decisions.ts';
import type { Need } from './need.ts';

export interface Asking {
  readonly subject: Subject;
  readonly circumstances: Circumstances;
}

export interface Judgement {
  readonly allowed: boolean;
  /** All needs that are refused, and why: the first of each place and cause come first. */
  readonly refused: readonly { readonly need: Need; readonly reason: RefusalReason }[];
}

/** Whether all of it is allowed. */
export function judge(needs: readonly Need[], decider: Decider, asking: Asking): Judgement {
  const first: Judgement['refused'][number][] = [];
  const others: Judgement['refused'][number][] = [];
  const seen = new Set<string>();
  for (const need of needs) {
    const reason = decideOn(need, decider, asking);
    if (reason.code === 'allowed' || reason.code === 'system') continue;
    const { place } = need.about;
    const key = JSON.stringify([need.action, place?.kind, place?.id, reason.code, reason.rule]);
    (seen.has(key) ? others : first).push({ need, reason });
    seen.add(key);
  }
  return { allowed: first.length === 0, refused: [...first, ...others] };
}

/** One decision, as it is told. */
export function decideOn(need: Need, decider: Decider, asking: Asking): RefusalReason {
  const { action, resource, about } = need;
  const { code, rule, missing } = deciding(need, decider, { ...asking, action, resource });
  return {
    action,
    about,
    code,
    ...(rule ? { rule: { ...rule } } : {}),
    ...(missing ? { missing: [...missing] } : {}),
  };
}

function deciding(
  { anyModule }: Need,
  decider: Decider,
  request: AccessRequest,
): Pick<Decision, 'code' | 'rule' | 'missing'> {
  const decision = decider.decide(request);
  if (!anyModule || decision.code !== 'allowed') return decision;
  const { trace } = decider.explain(request);
  const denies = trace.find(({ effect, result }) => effect === 'deny' && result === 'other-target');
  return denies ? { code: 'denied', rule: { role: denies.role, rule: denies.rule } } : decision;
}

export interface Helpers {
  /** Roles that may do all of it. */
  readonly roles: readonly string[];
  /** People who may give roles. */
  readonly owners: readonly string[];
}

/** Enough to tell who can help. */
const mostLookedAt = 50;

/** Who can help: roles that may do all of it, and people who may give them. */
export function helpersFor(needs: readonly Need[], decider: Decider, { circumstances }: Asking): Helpers {
  const [first = [], ...rest] = needs
    .slice(0, mostLookedAt)
    .map(({ action, resource }) => decider.rolesAllowing({ action, resource, circumstances }));
  return {
    roles: first.filter((role) => rest.every((roles) => roles.includes(role))),
    owners: decider.usersAllowed({ action: 'access.write', resource: {}, circumstances }),
  };
}
