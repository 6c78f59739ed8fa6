import assert from 'node:assert/strict';
import { ManualClock } from './manual-clock.ts';
import { timeLimit } from './time-limit.ts';

describe('a time limit', () => {
  function limit() {
    const clock = new ManualClock();
    const turns: (() => void)[] = [];
    let over = 0;
    const cancel = timeLimit(
      clock,
      1_000,
      () => {
        over += 1;
      },
      (callback) => turns.push(callback),
    );
    const arrive = (): void => {
      for (const turn of turns.splice(0)) turn();
    };
    return { clock, cancel, arrive, over: () => over };
  }

  it('is over once all that has arrived was heard', () => {
    const { clock, arrive, over } = limit();
    clock.advance(999);
    arrive();
    assert.equal(over(), 0);
    clock.advance(1);
    assert.equal(over(), 0);
    arrive();
    assert.equal(over(), 1);
  });

  it('is cancelled by what was heard at the last moment, and before', () => {
    for (const time of [0, 1_000]) {
      const { clock, cancel, arrive, over } = limit();
      clock.advance(time);
      cancel();
      cancel();
      clock.advance(2_000);
      arrive();
      assert.equal(over(), 0);
      assert.equal(clock.pending, 0);
    }
  });

  it('waits for what the network has, where nothing else is said', async () => {
    const clock = new ManualClock();
    const order: string[] = [];
    const over = new Promise<void>((resolve) => {
      timeLimit(clock, 1_000, () => {
        order.push('over');
        resolve();
      });
    });
    clock.advance(1_000);
    order.push('this turn');
    await over;
    assert.deepEqual(order, ['this turn', 'over']);
  });
});
