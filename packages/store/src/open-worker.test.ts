import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { storeErrors } from './errors.ts';
import type { TestHandlers } from './open-worker.test.worker.ts';
import { openWorker, type WorkerClient, workerBeside } from './open-worker.ts';

const url = new URL('./open-worker.test.worker.ts', import.meta.url);

describe('a worker', () => {
  let worker: WorkerClient<TestHandlers>;
  const crashes: Error[] = [];
  const open = () =>
    openWorker<TestHandlers>(url, {
      name: 'test',
      data: { directory: '/x' },
      onCrash: (error) => crashes.push(error),
    });

  afterEach(() => worker.close());

  it('answers calls', async () => {
    worker = open();
    assert.equal(await worker.call.add(1, 2), 3);
    assert.deepEqual(await Promise.all([worker.call.later('a'), worker.call.later('b')]), ['a', 'b']);
    assert.deepEqual(await worker.call.given(), { directory: '/x' });
  });

  it('hands coded errors over as they are', async () => {
    worker = open();
    await assert.rejects(worker.call.refuse('/x/history.db'), (error) => {
      assert.ok(storeErrors.diskFull.is(error));
      assert.deepEqual(error.details, { file: '/x/history.db' });
      assert.match(error.message, /free some space/);
      return true;
    });
  });

  it('reports an error without a code as a fault, and goes on', async () => {
    worker = open();
    await assert.rejects(worker.call.fault(), (error) => {
      assert.ok(storeErrors.workerFault.is(error));
      assert.match(error.message, /test worker failed at fault: broken inside/);
      assert.ok(error.cause instanceof Error);
      return true;
    });
    assert.equal(await worker.call.add(1, 1), 2);
  });

  it('says so when what is to cross cannot, and goes on', async () => {
    worker = open();
    crashes.length = 0;
    for (const outcome of await Promise.allSettled([worker.call.take(() => 1), worker.call.give()])) {
      assert.equal(outcome.status, 'rejected');
      assert.ok(storeErrors.workerFault.is(outcome.reason), String(outcome.reason));
      assert.match(outcome.reason.message, /could not be cloned/);
    }
    assert.equal(await worker.call.add(1, 1), 2);
    assert.deepEqual(crashes, []);
  });

  it('rejects what waits when it crashes, and starts again with the next call', async () => {
    worker = open();
    crashes.length = 0;
    const outcomes = await Promise.allSettled([worker.call.crash(), worker.call.crash()]);
    for (const outcome of outcomes) {
      assert.equal(outcome.status, 'rejected');
      assert.ok(storeErrors.workerCrashed.is(outcome.reason));
      assert.match(outcome.reason.message, /broken outside/);
    }
    assert.equal(crashes.length, 1);
    assert.equal(await worker.call.add(2, 2), 4);
  });

  it('finishes what runs before it closes, and closes twice', async () => {
    worker = open();
    const running = worker.call.later('done');
    await Promise.all([worker.close(), worker.close()]);
    assert.equal(await running, 'done');
    await assert.rejects(worker.call.add(1, 1), storeErrors.workerClosed.is);
  });

  it('is found beside its source and beside the bundle', () => {
    assert.equal(workerBeside('file:///a/src/main.ts').pathname, '/a/src/worker.ts');
    assert.equal(workerBeside('file:///a/dist/main.cjs').pathname, '/a/dist/worker.cjs');
  });
});
