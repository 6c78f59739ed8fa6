import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '@millwright/testing';
import { EventLoop } from './event-loop.ts';

const block = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

describe('the event loop', () => {
  it('is late when it is kept busy more than once', async () => {
    const loop = new EventLoop();
    assert.equal(loop.take(), 0, 'before it is looked at');
    loop.start();
    try {
      await waitFor('an event loop that is late', async () => {
        for (let time = 0; time < 3; time += 1) {
          block(300);
          await sleep(20);
        }
        return loop.take() > 200;
      });
    } finally {
      loop.stop();
    }
    assert.equal(loop.take(), 0, 'after it was looked at');
  });
});
