import { deepEqual } from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { SilenceWatch } from './silence-watch.ts';

/** A keep-alive time of 2 s: what is not heard for 3.5 s is silent. */
const promised = { publishingInterval: 100, keepAliveCount: 20 };

function scene() {
  const clock = new ManualClock();
  const silences: number[] = [];
  let heardAt = 0;
  const watch = new SilenceWatch(
    clock,
    () => heardAt,
    () => silences.push(clock.elapsed()),
  );
  const remake = () => {
    heardAt = clock.elapsed();
  };
  const hear = () => {
    remake();
    return watch.heard();
  };
  watch.start(promised);
  return { clock, watch, silences, hear, remake };
}

describe('the watch over silent servers', () => {
  it('counts from when the server was last heard', () => {
    const { clock, silences, hear } = scene();
    clock.advance(3_000);
    hear();
    clock.advance(3_400);
    deepEqual(silences, []);
    clock.advance(200);
    deepEqual(silences, [6_500]);
  });

  it('waits twice as long for the subscription after one that was silent', () => {
    const { clock, watch, silences, remake } = scene();
    clock.advance(3_500);
    deepEqual(silences, [3_500]);
    remake();
    watch.start(promised);
    clock.advance(6_900);
    deepEqual(silences, [3_500]);
    clock.advance(200);
    deepEqual(silences, [3_500, 10_500]);
  });

  it('excuses a silence once where the server was asked for something meanwhile', () => {
    const { clock, watch, silences, hear } = scene();
    for (let second = 1; second <= 3; second += 1) {
      clock.advance(1_000);
      watch.served();
    }
    clock.advance(500);
    deepEqual([watch.isExcused, silences], [true, []]);
    clock.advance(1_500);
    deepEqual([hear(), watch.isExcused], [true, false]);
    clock.advance(1_000);
    watch.served();
    clock.advance(6_000);
    deepEqual(silences, [9_500]);
  });
});
