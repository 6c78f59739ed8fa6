import type { EventClass, Range } from '@millwright/ledger';
import type { Measured } from './messages.ts';
import type { Block } from './plan.ts';

/** Events that are measured, and remembered, together. */
const window = 4096;

/** The events of a block, with those of other classes between them. */
export const rangeOf = ({ from }: Pick<Block, 'from'>): Range => ({ from, to: from + window - 1 });

/**
 * What the events of each class take. Events never change, so each is measured once, and only those around pruned ones
 * again: to measure means to read all of the file.
 */
export class Sizes {
  readonly #measured = new Map<number, { readonly isFull: boolean; readonly classes: readonly Measured[] }>();
  #origin = '';

  /**
   * @param log which log it is, and the number of its next event
   */
  async update(
    { origin, size }: { readonly origin: string; readonly size: number },
    measure: (range: Range) => Promise<readonly Measured[]>,
  ): Promise<void> {
    if (origin !== this.#origin) this.#measured.clear();
    this.#origin = origin;
    for (let from = 0; from < size; from += window) {
      // To one that was not full events may have come.
      if (this.#measured.get(from)?.isFull) continue;
      const isFull = from + window <= size;
      this.#measured.set(from, { isFull, classes: await measure(rangeOf({ from })) });
    }
  }

  /** These are to be measured anew. */
  forget({ from, to }: Range): void {
    for (let start = from - (from % window); start <= to; start += window) this.#measured.delete(start);
  }

  /** Of one class, the oldest first. */
  blocks(which: EventClass): Block[] {
    return [...this.#measured]
      .sort(([a], [b]) => a - b)
      .flatMap(([from, { classes }]) =>
        classes.filter((one) => one.class === which).map(({ events, bytes }) => ({ from, events, bytes })),
      );
  }
}
