import assert from 'node:assert/strict';
import { RevertTimer } from './revert-timer.ts';

describe('the timer of an unconfirmed change', () => {
  let now: number;
  let planned: { readonly at: number; readonly work: () => void }[];
  let reverted: number;
  let fails: boolean;
  let timer: RevertTimer;
  beforeEach(() => {
    now = 1_000_000;
    planned = [];
    reverted = 0;
    fails = false;
    timer = new RevertTimer({
      now: () => now,
      retryAfter: 10_000,
      after(milliseconds, work) {
        const one = { at: now + milliseconds, work };
        planned.push(one);
        return () => void planned.splice(planned.indexOf(one), 1);
      },
      async revert() {
        reverted += 1;
        if (fails) throw new Error('the disk is full');
      },
    });
  });
  const run = async (): Promise<void> => {
    const [next] = planned.splice(0, 1);
    assert.ok(next);
    now = next.at;
    next.work();
    await Promise.resolve();
    await Promise.resolve();
  };

  it('reverts when the time has come', async () => {
    timer.set(now + 300_000);
    assert.equal(planned[0]?.at, now + 300_000);
    await run();
    assert.equal(reverted, 1);
    assert.deepEqual(planned, []);
  });

  it('reverts at once when the time passed while Node-RED did not run', async () => {
    timer.set(now - 1);
    assert.equal(planned[0]?.at, now);
    await run();
    assert.equal(reverted, 1);
  });

  it('does nothing when the change was confirmed', () => {
    timer.set(now + 300_000);
    timer.set(undefined);
    assert.deepEqual(planned, []);
  });

  it('tries again when it could not', async () => {
    fails = true;
    timer.set(now);
    await run();
    assert.equal(planned[0]?.at, now + 10_000);
    fails = false;
    await run();
    assert.equal(reverted, 2);
    assert.deepEqual(planned, []);
  });

  it('waits longer than a timer of Node.js can', async () => {
    const at = now + 40 * 24 * 60 * 60_000;
    timer.set(at);
    await run();
    assert.equal(reverted, 0);
    await run();
    assert.equal(now, at);
    assert.equal(reverted, 1);
  });
});
