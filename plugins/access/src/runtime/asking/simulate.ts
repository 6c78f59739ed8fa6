import type { Decider } from '@millwright/access';
import type * as v from 'valibot';
import type { changeOfDecisions, Decided } from '../../common/decisions.ts';
import type { RecordedDecision } from '../guard/decisions.ts';
import { judge } from '../guard/judge.ts';

export type ChangeOfDecision = v.InferOutput<typeof changeOfDecisions>;

/** Which decisions would be others by other rules: each is made again, as of its time and place. */
export function simulate(decisions: readonly RecordedDecision[], decider: Decider): ChangeOfDecision[] {
  return decisions.flatMap((decision) => {
    const { needs, ...asking } = decision.asked;
    const { allowed, refused } = judge(needs, decider, asking);
    if (allowed === decision.allowed) return [];
    return [{ decision: decidedOf(decision), allowed, reasons: refused.map(({ reason }) => reason) }];
  });
}

/** What people see of a decision. */
export function decidedOf({ asked: _asked, ...decided }: RecordedDecision): Decided {
  return decided;
}
