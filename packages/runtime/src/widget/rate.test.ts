import assert from 'node:assert/strict';
import { RateLimit } from './rate.ts';

describe('a limit of requests', () => {
  it('lets so many pass at once, and after a rest as many as the time allows', () => {
    const limit = new RateLimit({ perSecond: 10, burst: 3 }, 0);
    const taken = (now: number): boolean => limit.take(now);
    assert.deepEqual([0, 0, 0, 0].map(taken), [true, true, true, false]);
    assert.deepEqual([99, 100, 150, 200].map(taken), [false, true, false, true]);
    assert.deepEqual([60_000, 60_000, 60_000, 60_000].map(taken), [true, true, true, false]);
  });
});
