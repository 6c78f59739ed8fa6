import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupAdjacent, type Span } from './blocks.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const span = (area: string, start: number, length: number): Span => ({ area, start, length });
const shape = (blocks: readonly Span[]) => blocks.map(({ area, start, length }) => [area, start, length]);

describe(`grouping of adjacent addresses (seed ${seed})`, () => {
  it('makes one request of neighbours, in whatever order they come', () => {
    const members = [span('holding', 4, 2), span('holding', 0, 2), span('holding', 2, 2)];
    assert.deepEqual(shape(groupAdjacent(members, () => 125)), [['holding', 0, 6]]);
  });

  it('keeps a hole and another area apart', () => {
    const members = [span('holding', 0, 2), span('holding', 3, 1), span('input', 2, 1)];
    assert.deepEqual(shape(groupAdjacent(members, () => 125)), [
      ['holding', 0, 2],
      ['holding', 3, 1],
      ['input', 2, 1],
    ]);
  });

  it('splits before the limit, never inside a member', () => {
    const members = [span('holding', 0, 2), span('holding', 2, 2)];
    assert.deepEqual(shape(groupAdjacent(members, () => 3)), [
      ['holding', 0, 2],
      ['holding', 2, 2],
    ]);
  });

  it('keeps every member once, inside its block, without holes, within the limit', () => {
    const members = fc.array(
      fc.record({
        area: fc.constantFrom('a', 'b'),
        start: fc.nat({ max: 300 }),
        length: fc.integer({ min: 1, max: 2 }),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(members, fc.integer({ min: 2, max: 125 }), (spans, limit) => {
        const blocks = groupAdjacent(spans, () => limit);
        const grouped = new Set(blocks.flatMap((block) => block.members));
        assert.equal(grouped.size, spans.length);
        for (const block of blocks) {
          assert.ok(block.length <= limit);
          const covered = new Set<number>();
          for (const { area, start, length } of block.members) {
            assert.equal(area, block.area);
            assert.ok(start >= block.start && start + length <= block.start + block.length);
            for (let at = start; at < start + length; at += 1) covered.add(at);
          }
          assert.equal(covered.size, block.length);
        }
      }),
      { seed },
    );
  });
});
