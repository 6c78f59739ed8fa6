import type { LearnedSplits } from '@millwright/tags';
import { packReads, type ReadRequest } from '../../plan/pack.ts';
import { blockOf } from '../../plan/read-plan.ts';
import type { S7Span } from '../../plan/region.ts';
import type { SelectionPlan } from './selection.ts';

/** What was refused by itself, and is asked for again. */
export interface Tries<Member extends S7Span> {
  readonly members: ReadonlySet<Member>;
  readonly requests: readonly ReadRequest<Member>[];
}

/** Of those that are due, as many as go into one request; each in one of its own where the PLC refuses all of it for one. */
export function triesOf<Member extends S7Span>(
  plan: SelectionPlan<Member>,
  { splits, triesAlone }: { readonly splits: LearnedSplits; readonly triesAlone: boolean },
): Tries<Member> {
  const pack = (members: readonly Member[]) =>
    triesAlone
      ? members.flatMap((member) => packReads([blockOf(member)], plan))
      : packReads(members.map(blockOf), plan);
  const members = splits.retries(plan.refused, {
    atOnce: plan.requests.length === 0,
    fits: (some) => pack(some).length === 1,
  });
  return { members: new Set(members), requests: pack(members) };
}
