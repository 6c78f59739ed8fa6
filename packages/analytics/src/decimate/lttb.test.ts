import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUsable } from '../samples/columns.ts';
import { columnsOf, expected, histories, type Row } from '../samples/histories.fixture.ts';
import { largestTriangles } from './lttb.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`largest triangles (seed ${seed})`, () => {
  it('chooses so many of the points, the first and the last among them', () => {
    fc.assert(
      fc.property(histories(300), fc.integer({ min: 3, max: 60 }), (rows, points) => {
        const all = expected(rows).filter(([, value, quality]) => isUsable(value, quality));
        const { times, values } = largestTriangles(columnsOf(expected(rows)), points);
        assert.equal(times.length, Math.min(points, all.length));
        assert.deepStrictEqual([times[0], times.at(-1)], [all[0]?.[0], all.at(-1)?.[0]]);
        const known = new Map(all.map(([time, value]) => [time, value]));
        times.forEach((time, row) => {
          assert.ok(Object.is(known.get(time), values[row]));
        });
      }),
      { seed, numRuns: 500 },
    );
  });

  it('keeps a peak', () => {
    const rows = Array.from({ length: 1_000 }, (_, index): Row => [index, index === 437 ? 50 : index % 3, 0]);
    assert.ok(largestTriangles(columnsOf(rows), 20).times.includes(437));
  });

  it('chooses by hand what the thesis says', () => {
    // Parts {1, 2} and {3, 4}. From (0, 0) with the middle (3.5, 2): doubled areas 1.5 and 11. From (2, -2) with (5, 0): 4 and 14.
    const values = [0, 1, -2, 0, 4, 0];
    const rows = values.map((value, index): Row => [index, value, 0]);
    assert.deepEqual([...largestTriangles(columnsOf(rows), 4).times], [0, 2, 4, 5]);
  });
});
