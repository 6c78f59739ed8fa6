import assert from 'node:assert/strict';
import { formatBytes } from './quantity.ts';

describe('sizes', () => {
  it('have one unit and at most one decimal', () => {
    assert.equal(formatBytes(0, 'en-US'), '0 bytes');
    assert.equal(formatBytes(512, 'en-US'), '512 bytes');
    assert.equal(formatBytes(1200, 'en-US'), '1.2 kB');
    assert.equal(formatBytes(83_800_000, 'en-US'), '84 MB');
    assert.match(formatBytes(1_240_000_000, 'de'), /^1,2\sGB$/);
  });

  it('never show a thousand of a unit', () => {
    assert.equal(formatBytes(999_600, 'en-US'), '1 MB');
  });
});
