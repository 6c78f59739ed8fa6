import type { Change } from './messages.ts';
import type { AccessStore } from './store.ts';

/** A part of a change, and what makes it hold in memory once it is on disk. */
export interface Part {
  readonly change: Change;
  readonly enter: () => void;
}

/**
 * Changes, one after another: what one looks at before it writes is still so when it has written. Nothing holds that is
 * not durable.
 */
export class Changes {
  readonly #store: Pick<AccessStore, 'write'>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<AccessStore, 'write'>) {
    this.#store = store;
  }

  /**
   * @param plan looks whether it may be, and says what is to be written; it runs when all changes before it have ended
   */
  make<Result>(
    plan: () => { readonly parts: readonly Part[]; readonly result: () => Result },
  ): Promise<Result> {
    return this.inTurn(async () => {
      const { parts, result } = plan();
      await this.write(parts);
      return result();
    });
  }

  /** For what has more to do between looking and writing. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Writes all parts together. Only inside of {@link inTurn}. */
  async write(parts: readonly Part[]): Promise<void> {
    if (parts.length === 0) return;
    await this.#store.write(together(parts.map(({ change }) => change)));
    for (const { enter } of parts) enter();
  }
}

function together(changes: readonly Change[]): Change {
  const lists = {
    people: changes.flatMap(({ people = [] }) => people),
    peopleGone: changes.flatMap(({ peopleGone = [] }) => peopleGone),
    tokens: changes.flatMap(({ tokens = [] }) => tokens),
    tokensGone: changes.flatMap(({ tokensGone = [] }) => tokensGone),
    revisions: changes.flatMap(({ revisions = [] }) => revisions),
  };
  const pending = changes.findLast((change) => change.pending !== undefined)?.pending;
  return { ...lists, ...(pending === undefined ? {} : { pending }) };
}
