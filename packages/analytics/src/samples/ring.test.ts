import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expected, histories, type Row, rowsOf } from './histories.fixture.ts';
import { SampleRing } from './ring.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const ringOf = (limit: number, rows: readonly Row[]): SampleRing => {
  const ring = new SampleRing(limit);
  for (const row of rows) ring.push(...row);
  return ring;
};

describe(`the newest samples (seed ${seed})`, () => {
  it('answers every range of the last ones written', () => {
    fc.assert(
      fc.property(
        histories(300),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(),
        fc.nat(),
        (rows, limit, a, b) => {
          const ring = ringOf(limit, rows);
          const kept = expected(rows.slice(-limit));
          assert.equal(ring.size, Math.min(limit, rows.length));
          const from = rows[a % rows.length]?.[0] ?? 0;
          const to = rows[b % rows.length]?.[0] ?? 0;
          const inside = kept.filter(([time]) => time >= from && time <= to);
          assert.deepStrictEqual(rowsOf(ring.range(from, to)), inside);
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('gives the newest as they were written, whatever their times', () => {
    fc.assert(
      fc.property(histories(100), fc.integer({ min: 1, max: 60 }), fc.nat(80), (rows, limit, count) => {
        const last = count === 0 ? [] : rows.slice(-Math.min(limit, count));
        assert.deepStrictEqual(rowsOf(ringOf(limit, rows).newest(count)), last);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('gives copies, which later samples do not change', () => {
    const ring = ringOf(2, [
      [1, 10, 0],
      [2, 20, 0],
    ]);
    const range = ring.range(0, 9);
    ring.push(3, 30, 0);
    assert.deepEqual([...range.values], [10, 20]);
    assert.deepEqual([...ring.range(0, 9).values], [20, 30]);
  });

  it('gives nothing where there is nothing', () => {
    assert.equal(new SampleRing(5).range(0, 9).times.length, 0);
    assert.equal(ringOf(5, [[1, 1, 0]]).range(9, 0).times.length, 0);
  });
});
