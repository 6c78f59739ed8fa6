import assert from 'node:assert/strict';
import { fromOf, pan, pause, resume, viewAt, windowOf, zoom } from './view.ts';

describe('what a trend shows of time', () => {
  const live = windowOf(60_000, 1_000_000);

  it('ends now while it is live, and stands still while it is paused', () => {
    assert.equal(viewAt(live, 1_005_000).to, 1_005_000);
    const paused = pause(live, 1_005_000);
    assert.deepEqual(viewAt(paused, 1_900_000), { live: false, span: 60_000, to: 1_005_000 });
    assert.deepEqual(resume(paused, 1_900_000), { live: true, span: 60_000, to: 1_900_000 });
  });

  it('zooms around a time, which stays in its place; live, around now', () => {
    const paused = pause(live, 1_000_000);
    const at = 970_000;
    const zoomed = zoom(paused, 0.5, at);
    assert.equal((at - fromOf(zoomed)) / zoomed.span, (at - fromOf(paused)) / paused.span);
    assert.deepEqual(zoom(live, 2, at), { live: true, span: 120_000, to: 1_000_000 });
    assert.equal(zoom(paused, 1e-9, at).span, 1_000);
    assert.equal(zoom(paused, 1e9, at).span, 31 * 86_400_000);
  });

  it('is paused by a look back, and live again at now', () => {
    const back = pan(live, -10_000, 1_000_000);
    assert.deepEqual(back, { live: false, span: 60_000, to: 990_000 });
    assert.equal(pan(back, 10_000, 1_000_000).live, true);
  });
});
