import type { PlanOptions } from '../../plan/limits.ts';
import type { ReadRequest } from '../../plan/pack.ts';
import { planS7Reads } from '../../plan/read-plan.ts';
import type { S7Span } from '../../plan/region.ts';
import type { Lessons } from './lessons.ts';

/** How a selection is read as long as nothing new is learned. */
export interface SelectionPlan<Member extends S7Span> {
  readonly pdu: number;
  readonly items: number;
  /** Of the lessons that it was made with. */
  readonly version: number;
  readonly requests: readonly ReadRequest<Member>[];
  /** Those that the PLC has refused by themselves: they are in no request. */
  readonly refused: readonly Member[];
  /** Whether there may be something to unlearn. */
  readonly isTaught: boolean;
}

/** What is read together, again and again: it is planned once. */
export class Selection<Member extends S7Span> {
  readonly members: readonly Member[];
  readonly #options: Pick<PlanOptions, 'gap' | 'optimize'>;
  #plan: SelectionPlan<Member> | undefined;

  constructor(members: readonly Member[], options: Pick<PlanOptions, 'gap' | 'optimize'> = {}) {
    this.members = members;
    this.#options = options;
  }

  planFor(pdu: number, lessons: Lessons): SelectionPlan<Member> {
    const { splits, mostRead: items } = lessons;
    const { version } = splits;
    const known = this.#plan;
    if (known?.version === version && known.pdu === pdu && known.items === items) return known;
    const refused = this.members.filter((member) => splits.isBad(member));
    const asked =
      refused.length === 0 ? this.members : this.members.filter((member) => !splits.isBad(member));
    const { requests } = planS7Reads(asked, { pdu, items }, this.#options, splits);
    const isTaught = this.members.some((member) => splits.refusalOf(member) !== undefined);
    this.#plan = { pdu, items, version, requests, refused, isTaught };
    return this.#plan;
  }
}
