import assert from 'node:assert/strict';
import { clockOf } from './own-clock.ts';

const noon = Date.UTC(2026, 10, 26, 12);

describe('the clock of a device', () => {
  it('is doubted where it says a time before Millwright had devices', () => {
    assert.equal(clockOf(0, 0).doubted, true);
    assert.equal(clockOf(Date.UTC(2025, 11, 31), 0).doubted, true);
    assert.deepEqual(clockOf(noon, 0), { now: noon, doubted: false });
  });

  it('is doubted where it says a time before something was written here', () => {
    assert.equal(clockOf(noon, noon + 3_600_000).doubted, true);
    assert.equal(clockOf(noon, noon + 500).doubted, false);
  });
});
