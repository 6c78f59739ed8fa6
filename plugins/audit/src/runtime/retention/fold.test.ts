import assert from 'node:assert/strict';
import { Frontier, leafDigest, type Subtree, sameDigest } from '@millwright/ledger';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Folded, fold } from './fold.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const leaf = (seq: number) => leafDigest(`event ${seq}`);
const start = ({ level, position }: Subtree) => position * 2 ** level;

/** The root of a tree of which some leaves are told by subtrees. */
function rootOf(size: number, subtrees: readonly Subtree[]): Uint8Array {
  const frontier = new Frontier();
  const starts = new Map(subtrees.map((subtree) => [start(subtree), subtree]));
  while (frontier.size < size) {
    const subtree = starts.get(frontier.size);
    if (subtree) frontier.appendSubtree(subtree);
    else frontier.append(leaf(frontier.size));
  }
  return frontier.root();
}

describe(`subtrees that stand for pruned events (SEED=${seed})`, () => {
  it('are the fewest that cover them, in whatever order they went, and lead to the same root', () => {
    const size = fc.integer({ min: 1, max: 200 });
    const gone = size.chain((count) =>
      fc.record({ size: fc.constant(count), pruned: fc.shuffledSubarray([...Array(count).keys()]) }),
    );
    fc.assert(
      fc.property(gone, ({ size: count, pruned }) => {
        const folded = new Folded();
        for (const seq of pruned) fold(folded, { level: 0, position: seq, digest: leaf(seq) });
        const all = folded.all();
        const covered = all.flatMap((subtree) =>
          Array.from({ length: 2 ** subtree.level }, (_, index) => start(subtree) + index),
        );
        assert.deepEqual(
          covered,
          [...pruned].sort((a, b) => a - b),
        );
        assert.ok(sameDigest(rootOf(count, all), rootOf(count, [])));
        const keys = new Set(all.map(({ level, position }) => `${level}/${position}`));
        for (const { level, position } of all) {
          assert.ok(!keys.has(`${level}/${position % 2 === 1 ? position - 1 : position + 1}`));
        }
      }),
      { seed },
    );
  });
});
