import assert from 'node:assert/strict';
import { ServerClock } from './server-clock.ts';

describe('the clock of the server in a page', () => {
  it('is not known before anything was heard', () => {
    const clock = new ServerClock();
    assert.deepEqual([clock.at(5), clock.lag(5)], [5, Number.POSITIVE_INFINITY]);
  });

  it('goes by what came quickest, so that what was held up is known to be late', () => {
    const clock = new ServerClock();
    clock.hear(1_000, 5_050);
    clock.hear(2_000, 6_010);
    // Held up for thirty seconds.
    clock.hear(3_000, 37_010);
    assert.deepEqual([clock.ahead, clock.at(37_010), clock.lag(37_010)], [-4_010, 33_000, 30_000]);
  });

  it('counts the silence since it was heard, too', () => {
    const clock = new ServerClock();
    clock.hear(1_000, 1_000);
    assert.equal(clock.lag(9_000), 8_000);
  });

  it('follows a clock that was set forward at once, and one that was set back with the next answer', () => {
    const clock = new ServerClock();
    clock.hear(1_000, 1_000);
    clock.hear(3_602_000, 2_000);
    assert.equal(clock.lag(2_000), 0);
    clock.hear(3_000, 3_000);
    assert.equal(clock.lag(3_000), 3_600_000);
    clock.hear(4_000, 4_000, 3_900);
    assert.deepEqual([clock.ahead, clock.lag(4_000)], [0, 0]);
  });

  it('does not take an answer that was held up for a clock that was set back', () => {
    const clock = new ServerClock();
    clock.hear(1_000, 1_000);
    clock.hear(3_000, 20_000, 2_900);
    assert.equal(clock.lag(20_000), 17_000);
  });
});
