import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutGroups, placeOfRow, rowAfterKey, scrollToShow, slicesInSight, topOfRow } from './layout.ts';

const heights = { heading: 24, row: 48 };
const seed = Number(process.env['SEED'] ?? Date.now());
const groups = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 });

/** Where each row stands, found the slow way. */
function tops(counts: readonly number[]): number[] {
  const found: number[] = [];
  let top = 0;
  for (const count of counts) {
    top += heights.heading;
    for (let index = 0; index < count; index += 1, top += heights.row) found.push(top);
  }
  return found;
}

describe(`the layout of a long list (SEED=${seed})`, () => {
  it('knows where each row stands', () => {
    fc.assert(
      fc.property(groups, (counts) => {
        const layout = layoutGroups(counts, heights);
        const expected = tops(counts);
        assert.equal(layout.rows, expected.length);
        assert.equal(layout.height, (expected.at(-1) ?? 0) + heights.row);
        for (let row = 0; row < expected.length; row += 7) assert.equal(topOfRow(layout, row), expected[row]);
      }),
      { seed, numRuns: 50 },
    );
  });

  it('draws every row in sight, and few others', () => {
    fc.assert(
      fc.property(groups, fc.nat(400_000), fc.integer({ min: 50, max: 1200 }), (counts, position, view) => {
        const layout = layoutGroups(counts, heights);
        const scrollTop = Math.min(position, Math.max(0, layout.height - view));
        const slices = slicesInSight(layout, scrollTop, view, 100);
        const drawn = new Set(
          slices.flatMap(({ group, from, to }) =>
            Array.from({ length: to - from }, (_, index) => (layout.starts[group] ?? 0) + from + index),
          ),
        );
        tops(counts).forEach((top, row) => {
          if (top + heights.row > scrollTop && top < scrollTop + view)
            assert.ok(drawn.has(row), `row ${row}`);
        });
        assert.ok(drawn.size <= (view + 200) / heights.row + 2);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('finds the group of a row', () => {
    const layout = layoutGroups([3, 1, 2], heights);
    assert.deepEqual(placeOfRow(layout, 0), { group: 0, index: 0 });
    assert.deepEqual(placeOfRow(layout, 3), { group: 1, index: 0 });
    assert.deepEqual(placeOfRow(layout, 5), { group: 2, index: 1 });
  });

  it('is empty without rows', () => {
    const layout = layoutGroups([], heights);
    assert.equal(layout.height, 0);
    assert.deepEqual(slicesInSight(layout, 0, 500, 100), []);
  });
});

describe('moving in a long list', () => {
  const layout = layoutGroups([10, 10], heights);

  it('stays where it is while the row is in sight', () => {
    assert.equal(scrollToShow(layout, 1, 0, 300), 0);
  });

  it('scrolls just as far as needed, and never hides a row behind its heading', () => {
    assert.equal(scrollToShow(layout, 9, 0, 300), topOfRow(layout, 9) + heights.row - 300);
    assert.equal(scrollToShow(layout, 0, 200, 300), 0);
    assert.equal(scrollToShow(layout, 10, 900, 300), topOfRow(layout, 10) - heights.heading);
  });

  it('follows the keys and stops at both ends', () => {
    assert.equal(rowAfterKey('ArrowDown', 3, 20, 5), 4);
    assert.equal(rowAfterKey('ArrowUp', 0, 20, 5), 0);
    assert.equal(rowAfterKey('PageDown', 18, 20, 5), 19);
    assert.equal(rowAfterKey('Home', 18, 20, 5), 0);
    assert.equal(rowAfterKey('End', 1, 20, 5), 19);
    assert.equal(rowAfterKey('a', 1, 20, 5), undefined);
  });
});
