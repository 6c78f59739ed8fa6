import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowsByTime } from './order.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`rows by time (seed ${seed})`, () => {
  it('are what a stable sort makes of them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 60, size: 'max' }), (times) => {
        const rows = times.map((_, row) => row).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
        assert.deepEqual([...rowsByTime(Float64Array.from(times))], rows);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
