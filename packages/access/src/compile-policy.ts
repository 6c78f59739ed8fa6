import { type Action, actions } from './actions.ts';
import type { Policy } from './policy.ts';
import type { AccessRequest, Decider, Decision, Subject, TraceStep } from './request.ts';
import { ruleSetsOf } from './roles.ts';
import { allowsSomewhere, decideBy, mayAllow, type RuleSet, traceOf } from './rule-set.ts';
import { type Target, targetOf } from './target.ts';

const known: ReadonlySet<string> = new Set<Action>(actions);
const bySystem: Decision = { allowed: true, code: 'system' };
const unknownAction: Decision = { allowed: false, code: 'unknown-action' };

/** Makes a policy ready to decide: about a millisecond at 200 rules. */
export function compilePolicy(policy: Policy): Decider {
  const sets = ruleSetsOf(policy);
  /** The sets that all have to allow it. */
  const setsOf = (subject: Subject): readonly RuleSet[] =>
    subject.within ? [sets.of(subject), sets.within(subject.within)] : [sets.of(subject)];

  const decideOn = (request: AccessRequest, target: Target): Decision => {
    const { subject, action, circumstances } = request;
    if (subject.kind === 'system') return bySystem;
    if (!known.has(action)) return unknownAction;
    const decision = decideBy(sets.of(subject), action, target, circumstances);
    if (!decision.allowed || !subject.within) return decision;
    const narrowed = decideBy(sets.within(subject.within), action, target, circumstances);
    return narrowed.allowed ? decision : narrowed;
  };

  const rolesOf = (subject: Subject): readonly string[] =>
    subject.kind === 'system' ? [] : (setsOf(subject).at(-1)?.roles ?? []);

  return {
    policy,
    rolesOf,
    actionsOf: (subject) =>
      actions.filter(
        (action) => subject.kind === 'system' || setsOf(subject).every((set) => allowsSomewhere(set, action)),
      ),
    decide: (request) => decideOn(request, targetOf(request.resource)),
    explain: (request) => {
      const { subject, action, circumstances } = request;
      const target = targetOf(request.resource);
      const looked = subject.kind === 'system' || !known.has(action) ? [] : setsOf(subject);
      const trace = looked.flatMap((set) => traceOf(set, action, target, circumstances));
      return { ...decideOn(request, target), roles: rolesOf(subject), trace: eachOnce(trace) };
    },
    rolesAllowing: ({ action, resource, circumstances }) => {
      const target = targetOf(resource);
      return policy.roles
        .map(({ name }) => name)
        .filter((name) => mayAllow(sets.within([name]), action, target, circumstances))
        .sort();
    },
    usersAllowed: ({ action, resource, circumstances }) => {
      const target = targetOf(resource);
      return sets.users.filter((name) => {
        const set = sets.of({ kind: 'user', name });
        return decideBy(set, action, target, circumstances).allowed;
      });
    },
  };
}

/** A token may be within a role that its owner has too. */
function eachOnce(trace: readonly TraceStep[]): readonly TraceStep[] {
  return [...new Map(trace.map((step) => [`${step.role} ${step.rule}`, step])).values()];
}
