import assert from 'node:assert/strict';
import { tagErrors } from '../errors.ts';
import type { Hold, RequestOptions } from './request.ts';
import { never, Scene } from './scheduler.fixture.ts';

describe('a write before which something else is asked', () => {
  let scene: Scene;
  let holdOf: Promise<Hold>;
  let finish: (error?: Error) => void;

  beforeEach(async () => {
    scene = new Scene();
    await scene.clock.advanceAsync(1);
  });
  afterEach(() => scene.close());

  /** Begins one that is held back. */
  function write(options: Partial<RequestOptions>): Promise<unknown> {
    let tell: (hold: Hold) => void;
    holdOf = new Promise((resolve) => {
      tell = resolve;
    });
    return scene.scheduler.request(
      1,
      'write',
      'a node',
      (_link, _signal, hold) => {
        hold.hold();
        tell(hold);
        return new Promise<void>((resolve, reject) => {
          finish = (error) => (error ? reject(error) : resolve());
        });
      },
      { signal: never, ...options },
    );
  }

  it('is not sent any more, and said to be so, once its deadline is over or its caller gives up', async () => {
    const abort = new AbortController();
    for (const [options, end] of [
      [{ deadline: 50 }, () => {}],
      [{ signal: abort.signal }, () => abort.abort(new Error('enough'))],
    ] as const) {
      const refused = assert.rejects(write(options), tagErrors.notSent.is);
      await scene.clock.advanceAsync(40);
      const hold = await holdOf;
      end();
      await scene.clock.advanceAsync(20);
      await refused;
      assert.throws(() => hold.release(), tagErrors.notSent.is);
      assert.equal(scene.scheduler.underWay, 1, 'what it asked first is awaited');
      finish(tagErrors.notSent({ reason: 'taken back' }));
      await scene.clock.advanceAsync(1);
      assert.equal(scene.scheduler.underWay, 0);
    }
  });

  it('counts as sent from when it is released', async () => {
    const abort = new AbortController();
    const written = write({ signal: abort.signal, deadline: 50 });
    const unknown = assert.rejects(written, tagErrors.outcomeUnknown.is);
    await scene.clock.advanceAsync(10);
    (await holdOf).release();
    await scene.clock.advanceAsync(100);
    abort.abort(new Error('enough'));
    await unknown;
    finish();
  });
});
