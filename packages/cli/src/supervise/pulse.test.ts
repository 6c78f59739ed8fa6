import assert from 'node:assert/strict';
import { Pulse } from './pulse.ts';

const patience = { running: 20_000, starting: 60_000 };

/** Looks each second until `to`; gives the first time at which the silence was too long. */
function lookUntil(pulse: Pulse, from: number, to: number): number | undefined {
  for (let now = from; now <= to; now += 1000) if (pulse.silence(now) !== undefined) return now;
  return undefined;
}

describe('the pulse of an event loop', () => {
  it('is lost after 20 seconds of silence', () => {
    const pulse = new Pulse(patience, 0);
    for (let now = 0; now <= 100_000; now += 1000) {
      pulse.hear(now);
      assert.equal(pulse.silence(now), undefined);
    }
    assert.equal(lookUntil(pulse, 101_000, 200_000), 120_000);
    assert.equal(pulse.silence(121_000), 21_000);
  });

  it('may be silent for 60 seconds while it starts', () => {
    const pulse = new Pulse(patience, 0);
    pulse.hear(100);
    assert.equal(lookUntil(pulse, 1000, 200_000), 60_000);
  });

  it('is not lost by what was never heard', () => {
    const pulse = new Pulse(patience, 0);
    assert.equal(lookUntil(pulse, 1000, 200_000), undefined);
    assert.equal(pulse.wasHeard, false);
  });

  it('is not lost where we were held up ourselves', () => {
    const pulse = new Pulse(patience, 0);
    pulse.hear(70_000);
    assert.equal(lookUntil(pulse, 1000, 71_000), undefined);
    assert.equal(pulse.silence(4_000_000), undefined, 'the machine slept for an hour');
    assert.equal(lookUntil(pulse, 4_001_000, 4_100_000), 4_018_000);
  });
});
