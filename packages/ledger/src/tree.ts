import { hash } from 'node:crypto';
import { ledgerErrors } from './errors.ts';

/** SHA-256: 32 bytes. */
export type Digest = Uint8Array;

export const digestBytes = 32;

/** A part of the tree that is as wide as it can be at its level: `2 ** level` leaves from `position * 2 ** level` on. */
export interface Subtree {
  readonly level: number;
  readonly position: number;
  readonly digest: Digest;
}

export const emptyRoot: Digest = hash('sha256', '', 'buffer');

/** @see RFC 6962, section 2.1: the prefix 0 keeps a leaf from being taken for a node. */
export const leafDigest = (record: string): Digest => hash('sha256', `\0${record}`, 'buffer');

const node = Buffer.alloc(1 + 2 * digestBytes);
node[0] = 1;

export function nodeDigest(left: Digest, right: Digest): Digest {
  node.set(left, 1);
  node.set(right, 1 + digestBytes);
  return hash('sha256', node, 'buffer');
}

export const sameDigest = (left: Digest, right: Digest): boolean => Buffer.compare(left, right) === 0;

export const joinDigests = (digests: readonly Digest[]): Uint8Array => Buffer.concat(digests);

/** @throws `ledger.tree-invalid` */
export function splitDigests(bytes: Uint8Array): readonly Digest[] {
  if (bytes.length % digestBytes !== 0) throw ledgerErrors.treeInvalid({ reason: 'a digest is cut off' });
  return Array.from({ length: bytes.length / digestBytes }, (_, index) =>
    bytes.subarray(index * digestBytes, (index + 1) * digestBytes),
  );
}

/**
 * A tree that only ever grows at its right, as the digests of the widest subtrees that its leaves make, widest first:
 * no more than one for each bit of its size.
 */
export class Frontier {
  readonly #parts: { readonly level: number; readonly digest: Digest }[] = [];
  #size = 0;

  /** @throws `ledger.tree-invalid` unless there are as many digests as the size has bits that are set */
  static from(size: number, digests: readonly Digest[]): Frontier {
    const levels = levelsOf(size);
    if (levels.length !== digests.length || digests.some(({ length }) => length !== digestBytes))
      throw ledgerErrors.treeInvalid({ reason: `a tree of ${size} has ${levels.length} widest subtrees` });
    const frontier = new Frontier();
    for (const [index, level] of levels.entries()) frontier.#append(level, digests[index] as Digest);
    return frontier;
  }

  /** Of leaves. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Digest): void {
    this.#append(0, leaf);
  }

  /** Lets a whole subtree stand for its leaves. @throws `ledger.tree-invalid` unless it begins where this ends */
  appendSubtree({ level, position, digest }: Subtree): void {
    if (position * 2 ** level !== this.#size)
      throw ledgerErrors.treeInvalid({ reason: `a subtree does not begin at ${this.#size}` });
    this.#append(level, digest);
  }

  #append(level: number, digest: Digest): void {
    this.#size += 2 ** level;
    let [atLevel, merged] = [level, digest];
    for (let last = this.#parts.at(-1); last?.level === atLevel; last = this.#parts.at(-1)) {
      merged = nodeDigest(last.digest, merged);
      atLevel += 1;
      this.#parts.pop();
    }
    this.#parts.push({ level: atLevel, digest: merged });
  }

  root(): Digest {
    return (
      this.#parts.reduceRight<Digest | undefined>(
        (right, { digest }) => (right ? nodeDigest(digest, right) : digest),
        undefined,
      ) ?? emptyRoot
    );
  }

  /** Widest first; with the size, all that {@link Frontier.from} needs. */
  digests(): readonly Digest[] {
    return this.#parts.map(({ digest }) => digest);
  }
}

/** The levels of the widest subtrees that a tree of this size consists of, widest first. */
export function levelsOf(size: number): readonly number[] {
  const levels: number[] = [];
  for (let [level, rest] = [0, size]; rest > 0; level += 1, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) levels.unshift(level);
  return levels;
}
