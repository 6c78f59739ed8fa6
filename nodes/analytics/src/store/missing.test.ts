import assert from 'node:assert/strict';
import { missingBetween, type Run } from './missing.ts';

/** Samples of these numbers, one a second. */
const run = (sequence: number, end: number, from = sequence): Run => ({
  sequence,
  end,
  first: from * 1_000,
  last: (from + end - sequence - 1) * 1_000,
});
const none = new Set<number>();

describe('samples that are missing', () => {
  it('are those whose numbers are nowhere, between their neighbours', () => {
    assert.deepEqual(missingBetween([run(0, 10), run(10, 20), run(25, 30)], none), [
      { from: 19_000, to: 25_000 },
    ]);
  });

  it('are none where runs overlap, where one begins, or where others reach up to it', () => {
    assert.deepEqual(missingBetween([run(5, 20), run(8, 12), run(20, 30)], none), []);
    assert.deepEqual(missingBetween([run(0, 10), run(25, 30)], new Set([25])), []);
    assert.deepEqual(missingBetween([], none), []);
  });

  it('interrupt nothing where what follows is of an earlier time', () => {
    assert.deepEqual(missingBetween([run(100, 110), run(120, 130, 0), run(130, 140)], none), []);
  });
});
