import { type Checkpoint, isSignedByEpoch } from './checkpoint.ts';
import { eventsText, type Faults, placeOf } from './faults.ts';
import type { EpochKey } from './keys.ts';
import { type Frontier, sameDigest } from './tree.ts';

export interface AnchorsEnd {
  /** Not even a key was told. */
  readonly isNothing: boolean;
  /** The rest of the log could not be read. */
  readonly isBroken: boolean;
  /** When an export was made: what is anchored after that says nothing of it. Undefined for a log. */
  readonly exportedAt: number | undefined;
}

/** Compares a log with what was kept of it outside: each anchor in its name, none is passed over. */
export class AnchorCheck {
  readonly #given: readonly Checkpoint[];
  readonly #faults: Faults;
  /** Of this log and signed by its keys, by size. */
  #own: readonly Checkpoint[] = [];
  #next = 0;
  #isRewritten = false;
  #anchored = 0;
  #anchoredTime: number | undefined;
  #compared = 0;

  constructor(given: readonly Checkpoint[], faults: Faults) {
    this.#given = given;
    this.#faults = faults;
  }

  get last(): Checkpoint | undefined {
    return this.#own.at(-1);
  }

  /** Events before this number are covered by an anchor that agrees. */
  get anchored(): number {
    return this.#anchored;
  }

  /** When the log says that the anchor of that size was made: milliseconds since 1970. */
  get anchoredTime(): number | undefined {
    return this.#anchoredTime;
  }

  get compared(): number {
    return this.#compared;
  }

  keys(keys: readonly EpochKey[]): void {
    const origin = keys[0]?.public.name;
    const own = this.#given.filter((anchor) => anchor.origin === origin && anchor.size > 0);
    const genuine = own.filter((anchor) => isSignedByEpoch(anchor, keys));
    if (genuine.length < own.length)
      this.#faults.add(
        'anchor',
        `${own.length - genuine.length} of the anchors in the name of this log are not signed by its keys: they are forged, or the keys were replaced`,
      );
    this.#own = genuine.toSorted((a, b) => a.size - b.size);
  }

  /**
   * Compares the anchors of this size.
   *
   * @param tree undefined after a gap, which was told
   * @param isExplained a fault that was told explains another root
   */
  compare(size: number, tree: Frontier | undefined, isExplained: boolean): void {
    for (; ; this.#next += 1) {
      const anchor = this.#own[this.#next];
      if (!anchor || anchor.size > size) break;
      if (anchor.size === size && tree) this.#compare(anchor, tree, isExplained);
    }
  }

  #compare({ size, root, time }: Checkpoint, tree: Frontier, isExplained: boolean): void {
    this.#compared += 1;
    if (sameDigest(tree.root(), root)) {
      if (!this.#isRewritten) [this.#anchored, this.#anchoredTime] = [size, time];
      return;
    }
    if (isExplained || this.#isRewritten) return;
    this.#isRewritten = true;
    this.#faults.add(
      'anchor',
      `An anchor of ${size} events has another root: ${eventsText(this.#anchored, size - 1)} was rewritten`,
      placeOf(this.#anchored, size - 1),
    );
  }

  /**
   * One digest stands for these events; those before them were compared. Of an anchor between them nobody can work out the root, and nothing is pruned
   * so, nor left out: whoever has the key could hide behind it what they like.
   */
  passOver(from: number, to: number): void {
    const anchor = this.#own[this.#next];
    if (!anchor || anchor.size > to) return;
    this.#faults.add(
      'anchor',
      `An anchor of ${anchor.size} events cannot be compared: one digest stands for events ${from} to ${to}`,
      placeOf(from, to),
    );
  }

  /** @returns how many anchors are younger than an export */
  end(size: number, { isNothing, isBroken, exportedAt }: AnchorsEnd): number {
    const isLater = (anchor: Checkpoint): boolean =>
      exportedAt !== undefined && anchor.size > size && anchor.time !== undefined && anchor.time > exportedAt;
    const anchors = isNothing ? this.#given : this.#own;
    const last = anchors.findLast((anchor) => !isLater(anchor));
    if (last && last.size > size && !isBroken)
      this.#faults.add(
        'anchor',
        `An anchor says that there were ${last.size} events: those from ${size} on were cut off`,
        placeOf(size, last.size - 1),
      );
    return this.#own.filter(isLater).length;
  }
}
