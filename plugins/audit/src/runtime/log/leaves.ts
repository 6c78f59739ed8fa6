import type { DatabaseSync } from 'node:sqlite';
import { type Frontier, leafDigest } from '@millwright/ledger';

/** What stands for the leaf of an event that is not there, so that the log can go on; the verifier finds the gap. */
const missingLeaf = leafDigest('');

/**
 * Takes the leaves into the tree that it does not have yet.
 *
 * @returns the first event that should be there and is not
 */
export function takeLeaves(connection: DatabaseSync, frontier: Frontier): number | undefined {
  let missing: number | undefined;
  const leaves = connection
    .prepare('select seq, digest from event where seq >= ? order by seq')
    .iterate(frontier.size);
  for (const { seq, digest } of leaves) {
    while (frontier.size < Number(seq)) {
      missing ??= frontier.size;
      frontier.append(missingLeaf);
    }
    frontier.append(digest as Uint8Array);
  }
  return missing;
}
