import { decisionsKept, type RecordedDecision } from '../guard/decisions.ts';
import type { AccessStore } from './store.ts';

/** Whoever is refused a thousand times in a second must not make the disk write a thousand times. */
const writeAfter = 1_000;

/** Decisions on their way to the disk: a moment after they were made, several at once. */
export class DecisionQueue {
  readonly #store: Pick<AccessStore, 'write'>;
  #waiting: RecordedDecision[] = [];
  #kept: readonly number[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Pick<AccessStore, 'write'>) {
    this.#store = store;
  }

  /** @param kept ids of all that are kept, this one included */
  add(decision: RecordedDecision, kept: readonly number[]): void {
    this.#kept = kept;
    this.#waiting = [...this.#waiting.slice(1 - decisionsKept), decision];
    this.#timer ??= setTimeout(() => void this.flush(), writeAfter).unref();
  }

  /** Those that cannot be written are lost: nothing depends on them. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const decisions = this.#waiting.splice(0);
    if (decisions.length > 0)
      await this.#store.write({ decisions, decisionsKept: this.#kept }).catch(() => undefined);
  }
}
