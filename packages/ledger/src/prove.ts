import { readCheckpoint } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { inclusionPath, rootOfPath } from './path.ts';
import { writeProof } from './proof.ts';
import {
  type Digest,
  Frontier,
  leafDigest,
  levelsOf,
  type Subtree,
  sameDigest,
  splitDigests,
} from './tree.ts';
import type { CheckpointRow } from './verify.ts';
import type { KeyRow } from './verify-keys.ts';
import type { VerifiableDatabase } from './verify-schema.ts';

/** Of so many checkpoints after an event one is taken from whose events none was pruned together with later ones. */
const mostTried = 16;
const maxLevel = 40;

/**
 * A proof of one event, out of a log. It reads a few hundred rows, however large the log is: what is left of the event
 * is in the trees that are kept with checkpoints, and the first checkpoint after it is the one that it is proved by.
 *
 * @returns the text of the proof
 * @throws `ledger.unproved` if it is not there, not signed yet, or the log is not as it was
 */
export function proveEvent(database: VerifiableDatabase, seq: number): string {
  const row = database.prepare('select record from event where seq = ?').get(seq) as
    | { readonly record: string }
    | undefined;
  if (!row) throw ledgerErrors.unproved({ seq, reason: 'it is not there' });
  const checkpoints = database
    .prepare('select size, note from checkpoint where size > ? order by size limit ?')
    .all(seq, mostTried) as CheckpointRow[];
  if (checkpoints.length === 0) throw ledgerErrors.unproved({ seq, reason: 'no checkpoint covers it yet' });
  const before = treeBefore(database, seq);
  for (const { size, note } of before ? checkpoints : []) {
    const path = pathTo(database, seq, size, before as Frontier);
    const root = path && rootOfPath(seq, size, leafDigest(row.record), path);
    if (!path || !root || !sameDigest(root, readCheckpoint(note).root)) continue;
    const keys = database
      .prepare('select epoch, public, since, handover from key where since < ? order by epoch')
      .all(size) as KeyRow[];
    return writeProof({ seq, path, note, record: row.record, keys });
  }
  throw ledgerErrors.unproved({ seq, reason: 'the log does not lead to a checkpoint: check the whole log' });
}

function pathTo(
  database: VerifiableDatabase,
  seq: number,
  size: number,
  before: Frontier,
): readonly Digest[] | undefined {
  const left = new Map<number, Digest>();
  let from = 0;
  for (const [index, level] of levelsOf(seq).entries()) {
    left.set(from, before.digests()[index] as Digest);
    from += 2 ** level;
  }
  let isWhole = true;
  const path = inclusionPath(seq, size, (start, end) => {
    // What is left of an event is exactly the widest subtrees of the tree before it.
    const root = end <= seq ? left.get(start) : rootOfRange(database, start, end);
    isWhole &&= root !== undefined;
    return root ?? leafDigest('');
  });
  return isWhole ? path : undefined;
}

/** The tree of the events before one: from the last checkpoint from which on all is there. */
function treeBefore(database: VerifiableDatabase, seq: number): Frontier | undefined {
  const checkpoints = database
    .prepare('select size, note, frontier from checkpoint where size <= ? order by size desc')
    .iterate(seq) as IterableIterator<Required<CheckpointRow>>;
  for (const { size, frontier } of checkpoints) {
    const tree = frontierOf(size, frontier);
    if (tree && appendRange(database, tree, seq)) return tree;
  }
  const tree = new Frontier();
  return appendRange(database, tree, seq) ? tree : undefined;
}

function frontierOf(size: number, bytes: Uint8Array | undefined): Frontier | undefined {
  try {
    return bytes && Frontier.from(size, splitDigests(bytes));
  } catch {
    return undefined;
  }
}

/** @returns undefined if something of it is pruned together with what is not of it */
function rootOfRange(database: VerifiableDatabase, from: number, to: number): Digest | undefined {
  const tree = new Frontier();
  // Ranges of a path begin where a subtree of their width can, so they are trees of their own.
  return appendRange(database, tree, to - from, from) ? tree.root() : undefined;
}

/** Appends what there is up to a size. @param offset what the tree's first leaf is in the log @returns whether it is whole */
function appendRange(database: VerifiableDatabase, tree: Frontier, size: number, offset = 0): boolean {
  const [from, to] = [tree.size + offset, size + offset];
  const leaves = database
    .prepare('select 0 as level, seq as position, digest from event where seq >= ? and seq < ?')
    .all(from, to) as Subtree[];
  const parts = [...leaves, ...prunedIn(database, from, to)].toSorted((a, b) => startOf(a) - startOf(b));
  for (const part of parts) {
    if (startOf(part) !== tree.size + offset) return false;
    tree.appendSubtree({ ...part, position: tree.size / 2 ** part.level });
  }
  return tree.size === size;
}

const startOf = ({ level, position }: Subtree): number => position * 2 ** level;

function prunedIn(database: VerifiableDatabase, from: number, to: number): readonly Subtree[] {
  const found = database.prepare(
    'select level, position, digest from pruned where level = ? and position >= ? and position < ?',
  );
  return Array.from({ length: maxLevel }, (_, level) => level)
    .filter((level) => 2 ** level <= to - from)
    .flatMap(
      (level) => found.all(level, Math.ceil(from / 2 ** level), Math.floor(to / 2 ** level)) as Subtree[],
    );
}
