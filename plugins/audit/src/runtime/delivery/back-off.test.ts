import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pauseAfter } from './back-off.ts';

describe('the pause after failures', () => {
  it('doubles from one second to a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => pauseAfter(failures, 0)),
      [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000],
    );
  });

  it('is by chance up to a half shorter', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((random) => pauseAfter(3, random)),
      [4_000, 3_000, 2_000],
    );
  });
});
