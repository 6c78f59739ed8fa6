import assert from 'node:assert/strict';
import { noGap, trackGap } from './gap.ts';

describe('gaps of a watch', () => {
  it('begin once and end with their time and first cause', () => {
    const before = trackGap(noGap(0), { at: 1_000, lost: undefined });
    assert.equal(before.began, false);
    assert.equal(before.ended, undefined);

    const lost = trackGap(before.state, { at: 2_000, lost: 'No answer' });
    assert.equal(lost.began, true);
    const still = trackGap(lost.state, { at: 3_000, lost: 'Connection refused' });
    assert.equal(still.began, false);
    assert.equal(still.ended, undefined);

    const back = trackGap(still.state, { at: 9_000, lost: undefined });
    assert.deepEqual(back.ended, { from: 1_000, to: 9_000, reason: 'No answer' });
    assert.equal(trackGap(back.state, { at: 10_000, lost: undefined }).ended, undefined);
  });

  it('begin with the watch where the PLC was off from the start', () => {
    const lost = trackGap(noGap(500), { at: 1_000, lost: 'Connection refused' });
    const back = trackGap(lost.state, { at: 5_000, lost: undefined });
    assert.deepEqual(back.ended, { from: 500, to: 5_000, reason: 'Connection refused' });
  });
});
