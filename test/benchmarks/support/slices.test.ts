import assert from 'node:assert/strict';
import { middleOf, ratioOf, type Slice, scaled, sliceOf } from './slices.ts';

const slice = (ours: number, peer: number): Slice<'ours' | 'peer'> => ({
  ours: { rate: 10, cost: ours },
  peer: { rate: 20, cost: peer },
});

describe('slices', () => {
  it('compare what was measured at once: a machine that was slow for a while was slow for both', () => {
    const slices = [slice(1, 2), slice(10, 20), slice(3, 6)];
    assert.deepEqual(ratioOf(slices, 'cost', 'peer', 'ours'), { value: 2, interval: [2, 2] });
    assert.equal(middleOf(slices, 'ours', 'cost').value, 3);
    assert.equal(middleOf(slices, 'peer', 'rate').value, 20);
  });

  it('are made of the visits of a round, too', () => {
    const visits = [
      { rate: 100, cost: 1 },
      { rate: 300, cost: 2 },
    ];
    assert.deepEqual(sliceOf({ ours: visits }), { ours: { rate: 200, cost: 1.5 } });
  });

  it('are told in other units', () => {
    assert.deepEqual(scaled({ value: 2, interval: [1, 3] }, 10), { value: 20, interval: [10, 30] });
  });
});
