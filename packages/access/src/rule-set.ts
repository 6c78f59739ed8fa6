import type { Action } from './actions.ts';
import { type CompiledRule, conditionAgainst, conditionsMissing } from './compiled-rule.ts';
import type { Circumstances, Decision, RuleReference, TraceStep } from './request.ts';
import type { Target } from './target.ts';

/** The rules of some roles together, ready to decide. */
export interface RuleSet {
  /** Names, inherited ones too, in their order. */
  readonly roles: readonly string[];
  /** In the order of roles and names: what is answered does not depend on the order in which they were written. */
  readonly rules: readonly CompiledRule[];
  readonly byAction: ReadonlyMap<
    string,
    { readonly denying: CompiledRule[]; readonly allowing: CompiledRule[] }
  >;
}

export function ruleSet(
  roles: readonly string[],
  rulesOf: (role: string) => readonly CompiledRule[],
): RuleSet {
  const sorted = roles.toSorted();
  const rules = sorted.flatMap((role) => rulesOf(role));
  const byAction = new Map<Action, { denying: CompiledRule[]; allowing: CompiledRule[] }>();
  for (const rule of rules)
    for (const action of rule.actions) {
      const of = byAction.get(action) ?? { denying: [], allowing: [] };
      byAction.set(action, of);
      (rule.effect === 'deny' ? of.denying : of.allowing).push(rule);
    }
  return { roles: sorted, rules, byAction };
}

const named = ({ role, rule }: RuleReference): RuleReference => ({ role, rule });
const noRule: Decision = { allowed: false, code: 'no-rule' };

/** A rule that denies decides; else one that allows; else it is denied. */
export function decideBy(
  set: RuleSet,
  action: string,
  target: Target,
  circumstances: Circumstances,
): Decision {
  const rules = set.byAction.get(action);
  if (!rules) return noRule;
  for (const rule of rules.denying)
    if (rule.fits(target) && !conditionAgainst(rule, circumstances))
      return { allowed: false, code: 'denied', rule: named(rule) };
  let nearest: Decision | undefined;
  for (const rule of rules.allowing) {
    if (!rule.fits(target)) continue;
    const missing = conditionsMissing(rule, circumstances);
    if (missing.length === 0) return { allowed: true, code: 'allowed', rule: named(rule) };
    if (missing.length < (nearest?.missing?.length ?? Number.POSITIVE_INFINITY))
      nearest = { allowed: false, code: 'condition', rule: named(rule), missing };
  }
  return nearest ?? noRule;
}

/** Whether a rule would allow it under some conditions, and none denies it under these. */
export function mayAllow(
  set: RuleSet,
  action: string,
  target: Target,
  circumstances: Circumstances,
): boolean {
  const rules = set.byAction.get(action);
  if (!rules?.allowing.some((rule) => rule.fits(target))) return false;
  return !rules.denying.some((rule) => rule.fits(target) && !conditionAgainst(rule, circumstances));
}

/** Whether a rule allows it somewhere, some time, and none denies it everywhere at all times. */
export function allowsSomewhere(set: RuleSet, action: Action): boolean {
  const rules = set.byAction.get(action);
  return rules !== undefined && rules.allowing.length > 0 && !rules.denying.some(({ always }) => always);
}

/** What each rule says to it. */
export function traceOf(
  { rules }: RuleSet,
  action: string,
  target: Target,
  circumstances: Circumstances,
): readonly TraceStep[] {
  return rules.map((rule) => {
    const step = { ...named(rule), effect: rule.effect };
    if (!rule.actions.has(action as Action)) return { ...step, result: 'other-action' };
    if (!rule.fits(target)) return { ...step, result: 'other-target' };
    const condition =
      rule.effect === 'deny'
        ? conditionAgainst(rule, circumstances)
        : conditionsMissing(rule, circumstances)[0];
    return condition ? { ...step, result: 'condition', condition } : { ...step, result: 'applies' };
  });
}
