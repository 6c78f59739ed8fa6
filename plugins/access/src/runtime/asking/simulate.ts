import type { Decider } from '@millwright/access';
import type * as v from 'valibot';
import type { changeOfDecisions, Decided } from '../../common/decisions.ts';
import type { RecordedDecision } from '../guard/decisions.ts';
import { judge } from '../guard/judge.ts';

export type ChangeOfDecision = v.InferOutput<typeof changeOfDecisions>;

/**
 * What would be decided otherwise by other rules than by those that hold: each is decided anew by both, as of its time and
 * place. What was decided then may have been by rules that are long gone.
 */
export function simulate(
  decisions: readonly RecordedDecision[],
  { now, next }: { readonly now: Decider; readonly next: Decider },
): ChangeOfDecision[] {
  return decisions.flatMap((decision) => {
    const { needs, ...asking } = decision.asked;
    const { allowed, refused } = judge(needs, next, asking);
    if (allowed === judge(needs, now, asking).allowed) return [];
    return [{ decision: decidedOf(decision), allowed, reasons: refused.map(({ reason }) => reason) }];
  });
}

/** What people see of a decision. */
export function decidedOf({ asked: _asked, ...decided }: RecordedDecision): Decided {
  return decided;
}
