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
  readonly #save: (decision: RecordedDecision, kept: readonly number[]) => void;
  #kept: readonly RecordedDecision[] = [];
  #next = 1;
  #loaded = false;

  /** @param save is told of each decision, and the ids of all that are kept, once those of before the start are known */
  constructor(save: (decision: RecordedDecision, kept: readonly number[]) => void) {
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
    this.#kept = [...withRoom(this.#kept), recorded];
    if (this.#loaded)
      this.#save(
        recorded,
        this.#kept.map(({ id }) => id),
      );
  }

  /** Newest first. */
  list(): readonly RecordedDecision[] {
    return this.#kept.toReversed();
  }
}

/** Without the oldest one of whoever has most: who presses a button all day leaves room for what others did. */
function withRoom(kept: readonly RecordedDecision[]): readonly RecordedDecision[] {
  if (kept.length < decisionsKept) return kept;
  const byPerson = Map.groupBy(kept, ({ subject }) => JSON.stringify([subject.kind, subject.name]));
  const most = [...byPerson.values()].reduce((one, other) => (other.length > one.length ? other : one));
  return kept.filter((each) => each !== most[0]);
}
