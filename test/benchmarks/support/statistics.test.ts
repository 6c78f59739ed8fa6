import assert from 'node:assert/strict';
import { Random } from '../../faults/random.ts';
import { estimate, median, quantile } from './statistics.ts';

describe('the statistics of the benchmarks', () => {
  it('a quantile lies between two values in proportion, whatever their order', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(quantile([30, 10, 20], 0.95), 29);
    assert.deepEqual([quantile([7], 0), quantile([7], 1)], [7, 7]);
  });

  it('nothing has no quantile', () => {
    assert.ok(Number.isNaN(median([])));
  });

  it('the interval holds the true value about 95 times of 100, and is the same each time', () => {
    const random = new Random(7);
    const uniform = (): number[] => Array.from({ length: 25 }, () => random.next());
    const held = Array.from({ length: 200 }, () => estimate(uniform(), median, 400).interval).filter(
      ([low, high]) => low <= 0.5 && 0.5 <= high,
    );
    assert.ok(held.length > 176 && held.length <= 200, `${held.length} of 200`);
    const rounds = uniform();
    assert.deepEqual(estimate(rounds, median), estimate(rounds, median));
  });

  it('more rounds make the interval narrower', () => {
    const random = new Random(7);
    const width = (count: number): number => {
      const rounds = Array.from({ length: count }, () => random.next());
      const { interval } = estimate(rounds, median);
      return interval[1] - interval[0];
    };
    assert.ok(width(400) < width(25) / 2);
  });
});
