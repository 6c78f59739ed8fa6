import assert from 'node:assert/strict';
import { pauseAfter } from './back-off.ts';

describe('the pause before a device asks its hub again', () => {
  it('is drawn from a range that doubles up to a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 6, 7, 50].map((failures) => pauseAfter(failures, 1)),
      [2000, 4000, 8000, 60_000, 60_000, 60_000],
    );
    assert.equal(pauseAfter(3, 0.5), 4000);
  });

  it('is never none, so that nothing is asked without end', () => {
    assert.equal(pauseAfter(1, 0), 500);
    assert.equal(pauseAfter(50, 0), 500);
  });

  it('is as long as the hub asks for, but never for good', () => {
    assert.equal(pauseAfter(1, 0.5, 30_000), 31_000);
    assert.equal(pauseAfter(1, 0.5, 1e12), 120_000);
    assert.equal(pauseAfter(1, 0.5, -5), 1000);
  });
});
