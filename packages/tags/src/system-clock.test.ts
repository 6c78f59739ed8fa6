import assert from 'node:assert/strict';
import { longestTimer, systemClock } from './system-clock.ts';

const soon = (): Promise<void> => new Promise((resolve) => void systemClock.after(1, resolve));

describe('systemClock', () => {
  it('does not call back at once what is to wait longer than a timer can', async () => {
    let calls = 0;
    const cancel = systemClock.after(longestTimer + 1, () => {
      calls += 1;
    });
    await soon();
    cancel();
    assert.equal(calls, 0);
  });

  it('does not call back what was cancelled, also twice', async () => {
    let calls = 0;
    const cancel = systemClock.after(0, () => {
      calls += 1;
    });
    cancel();
    cancel();
    await soon();
    assert.equal(calls, 0);
  });
});
