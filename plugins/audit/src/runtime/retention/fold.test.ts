import assert from 'node:assert/strict';
import { Frontier, leafDigest, type Subtree, sameDigest } from '@millwright/ledger';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Folded, fold } from './fold.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const leaf = (seq: number) => leafDigest(`event ${seq}`);
const start = ({ level, position }: Subtree) => position * 2 ** level;

/** The root of a tree of which some leaves are told by subtrees; undefined where one of them goes beyond it. */
function rootOf(size: number, subtrees: readonly Subtree[]): Uint8Array | undefined {
  const frontier = new Frontier();
  const starts = new Map(subtrees.map((subtree) => [start(subtree), subtree]));
  while (frontier.size < size) {
    const subtree = starts.get(frontier.size);
    if (subtree) frontier.appendSubtree(subtree);
    else frontier.append(leaf(frontier.size));
  }
  return frontier.size === size ? frontier.root() : undefined;
}

describe(`subtrees that stand for pruned events (SEED=${seed})`, () => {
  const log = fc.integer({ min: 1, max: 200 }).chain((count) =>
    fc.record({
      size: fc.constant(count),
      pruned: fc.shuffledSubarray([...Array(count).keys()]),
      checkpoints: fc.uniqueArray(fc.integer({ min: 1, max: count }), { maxLength: 20 }),
    }),
  );

  it('are the fewest that cover them with which every checkpoint can be compared, in whatever order they went', () => {
    fc.assert(
      fc.property(log, ({ size, pruned, checkpoints }) => {
        const kept = new Set(checkpoints);
        const folded = new Folded();
        for (const seq of pruned)
          fold(folded, { level: 0, position: seq, digest: leaf(seq) }, (at) => kept.has(at));
        const all = folded.all();
        const covered = all.flatMap((subtree) =>
          Array.from({ length: 2 ** subtree.level }, (_, index) => start(subtree) + index),
        );
        assert.deepEqual(
          covered,
          [...pruned].sort((a, b) => a - b),
        );
        for (const of of [...checkpoints, size]) {
          const root = rootOf(of, all);
          assert.ok(root && sameDigest(root, rootOf(of, []) ?? assert.fail()), `of ${of}`);
        }
        const keys = new Set(all.map(({ level, position }) => `${level}/${position}`));
        for (const { level, position } of all.filter((subtree) => subtree.position % 2 === 0)) {
          const hasNeighbour = keys.has(`${level}/${position + 1}`);
          assert.ok(!hasNeighbour || kept.has((position + 1) * 2 ** level));
        }
      }),
      { seed },
    );
  });
});
