import type { EventDraft } from '@millwright/ledger';
import * as v from 'valibot';
import { cut } from './texts.ts';

/** What a refusal by access rules has as its details, as far as it is told here. */
const deniedDetails = v.object({
  reasons: v.array(
    v.object({
      action: v.string(),
      code: v.string(),
      rule: v.optional(v.object({ role: v.string(), rule: v.string() })),
    }),
  ),
});

const mostRules = 20;

/** Which rules refused, and what was not allowed: `flow.edit: no-rule`. */
export function refusalOf(details: unknown): {
  readonly rules?: NonNullable<EventDraft['rules']>;
  readonly denied?: readonly string[];
} {
  const read = v.safeParse(deniedDetails, details);
  if (!read.success) return {};
  const { reasons } = read.output;
  const rules = new Map(
    reasons.flatMap(({ rule }) =>
      rule
        ? [[JSON.stringify([rule.role, rule.rule]), { role: cut(rule.role), rule: cut(rule.rule) }] as const]
        : [],
    ),
  );
  const denied = new Set(reasons.map(({ action, code }) => `${action}: ${code}`));
  return {
    ...(rules.size > 0 ? { rules: [...rules.values()].slice(0, mostRules) } : {}),
    denied: [...denied],
  };
}
