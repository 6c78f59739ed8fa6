import { type Digest, nodeDigest, type Subtree } from '@millwright/ledger';

/** Where whole subtrees are kept, each under its level and position. */
export interface Subtrees {
  /** Takes one away. @returns undefined if it is not there */
  take(level: number, position: number): Digest | undefined;
  put(subtree: Subtree): void;
}

/**
 * Adds a subtree to those that stand for their leaves: of two neighbours that make up a larger one, that is kept.
 *
 * @param isCheckpoint whether there is a checkpoint of this size: what is on both sides of it stays apart, since its root
 * could not be worked out any more, and nobody could compare it with the log
 */
export function fold(subtrees: Subtrees, added: Subtree, isCheckpoint: (size: number) => boolean): void {
  let { level, position, digest } = added;
  for (;;) {
    const isRight = position % 2 === 1;
    const neighbour = isCheckpoint((isRight ? position : position + 1) * 2 ** level)
      ? undefined
      : subtrees.take(level, isRight ? position - 1 : position + 1);
    if (!neighbour) break;
    digest = isRight ? nodeDigest(neighbour, digest) : nodeDigest(digest, neighbour);
    level += 1;
    position = Math.floor(position / 2);
  }
  subtrees.put({ level, position, digest });
}

/** Subtrees in memory. */
export class Folded implements Subtrees {
  readonly #subtrees = new Map<string, Subtree>();

  constructor(subtrees: readonly Subtree[] = []) {
    for (const subtree of subtrees) this.put(subtree);
  }

  take(level: number, position: number): Digest | undefined {
    const key = `${level}/${position}`;
    const found = this.#subtrees.get(key);
    this.#subtrees.delete(key);
    return found?.digest;
  }

  put(subtree: Subtree): void {
    this.#subtrees.set(`${subtree.level}/${subtree.position}`, subtree);
  }

  get isEmpty(): boolean {
    return this.#subtrees.size === 0;
  }

  /** From left to right. */
  all(): Subtree[] {
    const start = ({ level, position }: Subtree): number => position * 2 ** level;
    return [...this.#subtrees.values()].sort((a, b) => start(a) - start(b));
  }

  /** As {@link all}; none is left then. */
  drain(): Subtree[] {
    const all = this.all();
    this.#subtrees.clear();
    return all;
  }
}
