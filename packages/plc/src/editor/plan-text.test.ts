import assert from 'node:assert/strict';
import { planNames } from './plan-text.ts';

const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `t${index + 1}` }));

describe('planNames', () => {
  it('names all of a few, and says how many there are where not all are named', () => {
    assert.equal(planNames(named(6)), 't1, t2, t3, t4, t5, t6');
    assert.equal(planNames(named(7)), 't1, t2, t3, t4, t5, t6, … (7)');
  });
});
