import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { later } from './timers.ts';

describe('a timer', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('waits for as long as it is told, beyond what Node.js can', () => {
    const fortyDays = 40 * 24 * 60 * 60 * 1000;
    let rang = 0;
    later(fortyDays, () => {
      rang += 1;
    });
    const longest = 2 ** 31 - 1;
    mock.timers.tick(longest);
    mock.timers.tick(fortyDays - longest - 1);
    assert.equal(rang, 0);
    mock.timers.tick(1);
    assert.equal(rang, 1);
  });

  it('is taken back in whichever part of it', () => {
    let rang = 0;
    const cancel = later(2 ** 31 + 5, () => {
      rang += 1;
    });
    mock.timers.tick(2 ** 31);
    cancel();
    mock.timers.tick(100);
    assert.equal(rang, 0);
  });
});
