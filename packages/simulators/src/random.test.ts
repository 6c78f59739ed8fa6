import assert from 'node:assert/strict';
import { Chance } from './random.ts';

describe('chance', () => {
  it('repeats itself with the same seed and differs with another', () => {
    const numbers = (seed: number): number[] => {
      const chance = new Chance(seed);
      return Array.from({ length: 5 }, () => chance.next());
    };
    assert.deepEqual(numbers(7), numbers(7));
    assert.notDeepEqual(numbers(7), numbers(8));
    assert.ok(numbers(7).every((value) => value >= 0 && value < 1));
  });

  it('is even enough', () => {
    const chance = new Chance(1);
    const count = 20_000;
    let low = 0;
    for (let index = 0; index < count; index += 1) if (chance.next() < 0.25) low += 1;
    assert.ok(Math.abs(low / count - 0.25) < 0.02);
  });
});
