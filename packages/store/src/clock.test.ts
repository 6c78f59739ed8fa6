import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ClockState, lookAtClock } from './clock.ts';

const day = 24 * 3600 * 1000;
const now = Date.parse('2026-11-22T12:00:00Z');
const in2099 = Date.parse('2099-01-01T00:00:00Z');
const in1970 = 60_000;

const after = (...looks: readonly number[]): ClockState =>
  looks.reduce<ClockState | undefined>(lookAtClock, undefined) as ClockState;
const believed = (...looks: readonly number[]) => after(...looks).doubt === undefined;

describe('the clock that retention goes by', () => {
  it('is believed while it goes on, also after a week off and when it is set back a little', () => {
    assert.ok(believed(now));
    assert.ok(believed(now, now + day, now + 8 * day, now + 8 * day - 1800_000));
  });

  it('is not believed after a leap, until it is back', () => {
    assert.ok(!believed(now, in2099));
    assert.ok(!believed(now, in2099, in2099 + 3600_000));
    assert.ok(believed(now, in2099, now + 60_000));
    assert.ok(!believed(now, in1970));
    assert.ok(believed(now, in1970, now + day));
    assert.ok(believed(now, in1970, in2099, now + day));
    assert.ok(!believed(now, now - day));
  });

  it('is believed again when it has gone on steadily for a week', () => {
    const daily = Array.from({ length: 8 }, (_, index) => in2099 + index * day);
    assert.ok(!believed(now, ...daily.slice(0, 7)));
    assert.ok(believed(now, ...daily));
    assert.ok(!believed(now, ...daily.slice(0, 7), in2099 + 40 * day));
  });

  it('remembers when it was last believed', () => {
    assert.deepEqual(after(now, in2099, in1970), { seen: in1970, doubt: { before: now, after: in1970 } });
  });
});
