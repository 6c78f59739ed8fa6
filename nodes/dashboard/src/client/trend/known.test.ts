import assert from 'node:assert/strict';
import { staleFrom } from './known.ts';

describe('what a trend knows', () => {
  it('is stale from its newest value on, and no value ahead of the clock makes it fresh', () => {
    const now = 100_000;
    const pens = (...times: number[]) => times.map((lastTime) => ({ lastTime }));
    assert.equal(staleFrom(pens(10_000, 60_000), 30_000, now), 60_000);
    assert.equal(staleFrom(pens(60_000, now + 60_000), 30_000, now), 60_000);
    assert.equal(staleFrom(pens(60_000, now + 5_000), 30_000, now), undefined);
    assert.equal(staleFrom(pens(60_000), Number.POSITIVE_INFINITY, now), undefined);
    assert.equal(staleFrom(pens(Number.NEGATIVE_INFINITY), 30_000, now), undefined);
  });
});
