import assert from 'node:assert/strict';
import { type Aged, expired } from './retention.ts';

const day = 24 * 3_600_000;
const now = 1_790_000_000_000;
const segment = (id: number, closedDaysAgo: number, newestDaysAgo = closedDaysAgo): Aged => ({
  id,
  bytes: 100,
  closedAt: now - closedDaysAgo * day,
  newest: now - newestDaysAgo * day,
});

describe('retention', () => {
  it('deletes what is older than it may be', () => {
    const segments = [segment(1, 12), segment(2, 11), segment(3, 9), segment(4, 1)];
    assert.deepEqual(expired(segments, 0, { days: 10, limit: 1_000, now }), [1, 2]);
    assert.deepEqual(expired(segments, 0, { days: 10, limit: 1_000, now: undefined }), []);
  });

  it('goes by the time of samples or by when they were written, whatever is later', () => {
    const filledInLate = segment(1, 2, 400);
    const clockWasBehind = segment(2, 400, 2);
    const fromTheFuture = segment(3, 12, -10_000);
    assert.deepEqual(
      expired([filledInLate, clockWasBehind, fromTheFuture], 0, { days: 10, limit: 1_000, now }),
      [3],
    );
  });

  it('deletes the oldest until the rest fits', () => {
    const segments = [segment(1, 3), segment(2, 2), segment(3, 1)];
    assert.deepEqual(expired(segments, 50, { days: 10, limit: 350, now }), []);
    assert.deepEqual(expired(segments, 50, { days: 10, limit: 349, now }), [1]);
    assert.deepEqual(expired(segments, 50, { days: 10, limit: 149, now }), [1, 2, 3]);
  });

  it('takes what is old before anything that is not, and no more than is needed', () => {
    const segments = [segment(1, 2), segment(2, 12), segment(3, 1)];
    assert.deepEqual(expired(segments, 0, { days: 10, limit: 200, now }), [2]);
    assert.deepEqual(expired(segments, 0, { days: 10, limit: 100, now }), [1, 2]);
  });

  it('takes what was written while the clock was ahead to be as old as what was written next', () => {
    const ahead = segment(1, -400, -400);
    assert.deepEqual(expired([ahead, segment(2, 9)], 0, { days: 10, limit: 1_000, now }), []);
    assert.deepEqual(expired([ahead, segment(2, 11)], 0, { days: 10, limit: 1_000, now }), [1, 2]);
    assert.deepEqual(expired([ahead], 0, { days: 10, limit: 1_000, now }), []);
  });
});
