import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { screenErrors } from '../common/errors.ts';
import { Attempts, waitAfter } from './attempts.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const silent = (): Error => screenErrors.noAnswer({ milliseconds: 1 });

describe('attempts', () => {
  let attempts: Attempts;
  let acts: (() => Promise<void>)[];
  let acted: number;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    acts = [];
    acted = 0;
    attempts = new Attempts(() => {
      acted += 1;
      return acts.shift()?.() ?? Promise.resolve();
    });
  });
  afterEach(() => {
    attempts.stop();
    mock.timers.reset();
  });

  it('wait longer each time, and half a minute at most', () => {
    assert.deepEqual([1, 2, 3, 5, 6, 50].map(waitAfter), [1_000, 2_000, 4_000, 16_000, 30_000, 30_000]);
  });

  it('go on until one succeeds, and then begin with short waits again', async () => {
    const fail = () => Promise.reject(silent());
    acts = [fail, fail, () => Promise.resolve(), fail];
    attempts.start();
    await turn();
    for (const wait of [1_000, 2_000]) {
      mock.timers.tick(wait - 1);
      await turn();
      const before = acted;
      mock.timers.tick(1);
      await turn();
      assert.equal(acted, before + 1);
    }
    mock.timers.tick(60_000);
    await turn();
    assert.equal(acted, 3);
    attempts.start();
    await turn();
    mock.timers.tick(1_000);
    await turn();
    assert.equal(acted, 5);
  });

  it('are made one at a time, and once more where that was wanted meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    acts = [() => promise];
    attempts.start();
    attempts.start();
    attempts.start();
    assert.equal(acted, 1);
    resolve();
    await turn();
    assert.equal(acted, 2);
  });

  it('are at once where somebody wants one while it waits', async () => {
    acts = [() => Promise.reject(silent())];
    attempts.start();
    await turn();
    attempts.start();
    await turn();
    mock.timers.tick(60_000);
    await turn();
    assert.equal(acted, 2);
  });

  it('end without a connection, and when they are stopped', async () => {
    acts = [() => Promise.reject(screenErrors.disconnected()), () => Promise.reject(silent())];
    attempts.start();
    await turn();
    mock.timers.tick(60_000);
    await turn();
    assert.equal(acted, 1);
    attempts.start();
    await turn();
    attempts.stop();
    mock.timers.tick(60_000);
    attempts.start();
    await turn();
    assert.equal(acted, 2);
  });
});
