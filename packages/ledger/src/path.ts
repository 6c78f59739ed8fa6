import { type Digest, emptyRoot, nodeDigest, sameDigest } from './tree.ts';

/** The root of the leaves `from` to `to` (not itself). */
export type RootOf = (from: number, to: number) => Digest;

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** The largest power of two below `size`: where a tree is split in two. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * What has to be known beside a leaf to work out the root: its sibling first.
 *
 * @see RFC 6962, section 2.1.1
 */
export function inclusionPath(index: number, size: number, rootOf: RootOf): readonly Digest[] {
  const path: Digest[] = [];
  for (let [from, to] = [0, size]; to - from > 1; ) {
    const split = from + splitOf(to - from);
    if (index < split) {
      path.unshift(rootOf(split, to));
      to = split;
    } else {
      path.unshift(rootOf(from, split));
      from = split;
    }
  }
  return path;
}

/**
 * The root that a leaf leads to by its path.
 *
 * @see RFC 9162, section 2.1.3.2
 * @returns undefined if the path does not fit index and size
 */
export function rootOfPath(
  index: number,
  size: number,
  leaf: Digest,
  path: readonly Digest[],
): Digest | undefined {
  if (index >= size) return undefined;
  let [at, last, root] = [index, size - 1, leaf];
  for (const digest of path) {
    if (last === 0) return undefined;
    if (isOdd(at) || at === last) {
      root = nodeDigest(digest, root);
      while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)];
    } else root = nodeDigest(root, digest);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : undefined;
}

/**
 * What shows that a tree of `to` leaves begins with the one of `from` leaves, `from` > 0.
 *
 * @see RFC 6962, section 2.1.2
 */
export function consistencyPath(from: number, to: number, rootOf: RootOf): readonly Digest[] {
  const path: Digest[] = [];
  let [left, right, whole] = [0, to, true];
  while (from < right) {
    const split = left + splitOf(right - left);
    if (from <= split) {
      path.unshift(rootOf(split, right));
      right = split;
    } else {
      path.unshift(rootOf(left, split));
      left = split;
      whole = false;
    }
  }
  if (!whole) path.unshift(rootOf(left, right));
  return path;
}

export interface Tree {
  readonly size: number;
  readonly root: Digest;
}

/** @see RFC 9162, section 2.1.4.2 */
export function isConsistent(before: Tree, after: Tree, path: readonly Digest[]): boolean {
  if (before.size > after.size) return false;
  if (before.size === 0) return path.length === 0 && sameDigest(before.root, emptyRoot);
  if (before.size === after.size) return path.length === 0 && sameDigest(before.root, after.root);
  let [at, last] = [before.size - 1, after.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  const [first, ...rest] = at === 0 ? [before.root, ...path] : path;
  if (!first) return false;
  let [old, now] = [first, first];
  for (const digest of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      old = nodeDigest(digest, old);
      now = nodeDigest(digest, now);
      while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)];
    } else now = nodeDigest(now, digest);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameDigest(old, before.root) && sameDigest(now, after.root);
}
