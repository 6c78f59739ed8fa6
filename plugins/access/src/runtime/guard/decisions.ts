import type { Decided } from '../../common/decisions.ts';
import type { Asking } from './judge.ts';
import type { Need } from './need.ts';

/** A decision with all that was asked, so that other rules can be tried on it. */
export interface RecordedDecision extends Decided {
  readonly asked: Asking & { readonly needs: readonly Need[] };
}

/** So many decisions are kept, to try other rules on. */
export const decisionsKept = 200;

/** The last decisions, in memory. */
export class Decisions {
  readonly #save: (decision: RecordedDecision) => void;
  #kept: readonly RecordedDecision[] = [];
  #next = 1;
  #loaded = false;

  /** @param save is told of each decision, once those of before the start are known */
  constructor(save: (decision: RecordedDecision) => void) {
    this.#save = save;
  }

  /** Those of before the start, oldest first. Ids go on from them. Counts once. */
  load(former: readonly RecordedDecision[]): void {
    if (this.#loaded) return;
    const made = this.#kept;
    this.#kept = former.slice(-decisionsKept);
    this.#next = 1 + Math.max(0, ...former.map(({ id }) => id));
    this.#loaded = true;
    for (const decision of made) this.record(decision);
  }

  record(decision: Omit<RecordedDecision, 'id'>): void {
    const recorded = { ...decision, id: this.#next++ };
    this.#kept = [...this.#kept.slice(1 - decisionsKept), recorded];
    if (this.#loaded) this.#save(recorded);
  }

  /** Newest first. */
  list(): readonly RecordedDecision[] {
    return this.#kept.toReversed();
  }
}
