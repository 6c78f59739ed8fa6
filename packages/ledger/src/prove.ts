import { type Checkpoint, isSignedByEpoch, readCheckpoint } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { Faults } from './faults.ts';
import { inclusionPath, rootOfPath } from './path.ts';
import { writeProof } from './proof.ts';
import {
  type Digest,
  digestBytes,
  Frontier,
  leafDigest,
  levelsOf,
  type Subtree,
  sameDigest,
  splitDigests,
} from './tree.ts';
import type { CheckpointRow } from './verify.ts';
import { type KeyRow, verifyKeys } from './verify-keys.ts';
import type { VerifiableDatabase } from './verify-schema.ts';

const maxLevel = 40;

/**
 * How an event stands to the first signed checkpoint that covers it:
 * - `absent`: the event is not there
 * - `open`: no checkpoint covers it yet
 * - `astray`: the log does not lead from it to the checkpoint's root: it, or one near it, is not as it was
 * - `unsigned`: the checkpoint is not signed by the key of its time, or that key does not follow from the first one
 * - `covered`
 */
export type Standing =
  | { readonly state: 'absent' | 'open' }
  | { readonly state: 'astray'; readonly size: number }
  | { readonly state: 'unsigned' | 'covered'; readonly checkpoint: Checkpoint; readonly proof: string };

/**
 * Looks how an event stands. It reads a few hundred rows, however large the log is: what is left of the event is in the
 * trees that are kept with checkpoints, and the first checkpoint after it is the one that it is proved by: nothing is
 * pruned together with what lies on the other side of a checkpoint.
 */
export function standingOf(database: VerifiableDatabase, seq: number): Standing {
  const row = database.prepare('select record from event where seq = ?').get(seq) as
    | { readonly record: string }
    | undefined;
  if (!row) return { state: 'absent' };
  const found = database
    .prepare('select size, note from checkpoint where size > ? order by size limit 1')
    .get(seq) as CheckpointRow | undefined;
  if (!found) return { state: 'open' };
  const { size, note } = found;
  const checkpoint = checkpointOf(note);
  const before = treeBefore(database, seq);
  const path = before && pathTo(database, seq, size, before);
  const root = path && rootOfPath(seq, size, leafDigest(row.record), path);
  if (!path || !root || checkpoint?.size !== size || !sameDigest(root, checkpoint.root))
    return { state: 'astray', size };
  const keys = database
    .prepare('select epoch, public, since, handover from key where since < ? order by epoch')
    .all(size) as KeyRow[];
  const state = isSignedBy(checkpoint, keys) ? 'covered' : 'unsigned';
  return { state, checkpoint, proof: writeProof({ seq, path, note, record: row.record, keys }) };
}

/**
 * A proof of one event, out of a log.
 *
 * @returns the text of the proof
 * @throws `ledger.unproved` if it is not there, not signed yet, or the log is not as it was
 */
export function proveEvent(database: VerifiableDatabase, seq: number): string {
  const standing = standingOf(database, seq);
  if ('proof' in standing) return standing.proof;
  throw ledgerErrors.unproved({ seq, reason: reasons[standing.state] });
}

const reasons = {
  absent: 'it is not there',
  open: 'no checkpoint covers it yet',
  astray: 'the log does not lead to a checkpoint: check the whole log',
} as const;

function isSignedBy(checkpoint: Checkpoint, rows: readonly KeyRow[]): boolean {
  const faults = new Faults();
  const keys = verifyKeys(rows, undefined, faults);
  return faults.isEmpty && isSignedByEpoch(checkpoint, keys);
}

/** @returns undefined where it is none */
function checkpointOf(note: string): Checkpoint | undefined {
  try {
    return readCheckpoint(note);
  } catch {
    return undefined;
  }
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

/** The tree of the events before one: what is kept with the last checkpoint before it, and what came after that. */
function treeBefore(database: VerifiableDatabase, seq: number): Frontier | undefined {
  const row = database
    .prepare('select size, frontier from checkpoint where size <= ? order by size desc limit 1')
    .get(seq) as Required<CheckpointRow> | undefined;
  const tree = row ? frontierOf(row.size, row.frontier) : new Frontier();
  return tree && appendRange(database, tree, seq) ? tree : undefined;
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
    if (startOf(part) !== tree.size + offset || part.digest.length !== digestBytes) return false;
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
