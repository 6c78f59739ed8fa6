import type { DatabaseSync } from 'node:sqlite';
import { type Digest, digestBytes, type Subtree } from '@millwright/ledger';

/** No log has more events. */
const highest = 40;

export const startOf = ({ level, position }: Subtree): number => position * 2 ** level;
export const endOf = ({ level, position }: Subtree): number => (position + 1) * 2 ** level;

/** Finds what stands for a pruned event. */
export function prunedFinder(connection: DatabaseSync): (seq: number) => Subtree | undefined {
  const find = connection.prepare('select digest from pruned where level = ? and position = ?');
  return (seq) => {
    for (let level = 0; level <= highest; level++) {
      const position = Math.floor(seq / 2 ** level);
      const digest = find.get(level, position)?.['digest'] as Digest | undefined;
      if (digest?.length === digestBytes) return { level, position, digest };
    }
    return undefined;
  };
}

/** The first event from a number on that something stands for. */
export function nextPruned(connection: DatabaseSync, from: number): number | undefined {
  const first = connection
    .prepare('select min(position << level) first from pruned where position << level >= ?')
    .get(from)?.['first'];
  return typeof first === 'number' ? first : undefined;
}
