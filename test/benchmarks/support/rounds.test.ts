import assert from 'node:assert/strict';
import { visit } from './rounds.ts';

describe('the rounds of the benchmarks', () => {
  it('every arm is first, in the middle and last equally often, however few rounds are asked for', async () => {
    const names = ['a', 'b', 'c'] as const;
    const order: string[] = [];
    const taken = await visit(names, { count: 1, warmUp: 2 }, async (name, round) => {
      if (round >= 0) order.push(name);
      return round;
    });
    assert.equal(taken.length, 3);
    assert.equal(order.join(''), 'cabbac' + 'abccba' + 'bcaacb');
    for (const round of taken) for (const name of names) assert.equal(round[name].length, 2);
  });
});
