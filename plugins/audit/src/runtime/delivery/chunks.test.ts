import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chunksOf } from './chunks.ts';

const records = (...lengths: number[]) => lengths.map((length, seq) => ({ seq, record: 'x'.repeat(length) }));

describe('pieces of a batch', () => {
  it('hold what fits, in order, and at least one record', () => {
    const all = records(4, 4, 4, 30, 1, 9, 1);
    const chunks = chunksOf(all, 10);
    assert.deepEqual(
      chunks.map((chunk) => chunk.map(({ seq }) => seq)),
      [[0, 1], [2], [3], [4, 5], [6]],
    );
    assert.deepEqual(chunks.flat(), all);
    assert.deepEqual(chunksOf([], 10), []);
  });
});
