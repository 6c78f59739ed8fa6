import * as v from 'valibot';
import { type Action, actions } from './actions.ts';
import { type Clock, compileCondition, type Holds } from './condition.ts';
import { type Condition, type Rule, rule as ruleSchema } from './policy.ts';
import type { Circumstances, RuleReference } from './request.ts';
import { compileSelections, type FitsTarget } from './target.ts';

export interface CompiledRule extends RuleReference {
  readonly effect: 'allow' | 'deny';
  readonly actions: ReadonlySet<Action>;
  readonly fits: FitsTarget;
  /** Whether it is about everything, always. */
  readonly always: boolean;
  readonly when: readonly { readonly condition: Condition; readonly holds: Holds }[];
}

/**
 * Nothing for an allowing rule that is not as `parsePolicy` lets it through; a denying one then denies everything. So a
 * rule that is not understood never helps who asks.
 */
export function compileRule(
  role: string,
  rule: Rule,
  clock: (zone: string) => Clock,
): CompiledRule | undefined {
  const { name, effect } = rule;
  if (!v.is(ruleSchema, rule)) {
    if (effect === 'allow') return undefined;
    return {
      role,
      rule: name,
      effect: 'deny',
      actions: new Set(actions),
      fits: () => true,
      always: true,
      when: [],
    };
  }
  return {
    role,
    rule: name,
    effect,
    actions: new Set(rule.actions.flatMap(actionsOf)),
    fits: compileSelections(rule.on),
    always: rule.on === undefined && rule.when === undefined,
    when: (rule.when ?? []).map((condition) => ({ condition, holds: compileCondition(condition, clock) })),
  };
}

function actionsOf(pattern: string): readonly Action[] {
  if (pattern === '*') return actions;
  const area = pattern.endsWith('.*') ? pattern.slice(0, -1) : undefined;
  return actions.filter((action) => (area === undefined ? action === pattern : action.startsWith(area)));
}

/** Of a denying rule: it stands aside only where a condition is known not to hold. */
export const conditionAgainst = (
  { when }: CompiledRule,
  circumstances: Circumstances,
): Condition | undefined => when.find(({ holds }) => holds(circumstances) === false)?.condition;

const nothing: readonly Condition[] = [];

/** Of an allowing rule: what has to hold and does not, as far as anybody can tell. */
export const conditionsMissing = (
  { when }: CompiledRule,
  circumstances: Circumstances,
): readonly Condition[] =>
  when.length === 0
    ? nothing
    : when.filter(({ holds }) => holds(circumstances) !== true).map(({ condition }) => condition);
