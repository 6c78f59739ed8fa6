import assert from 'node:assert/strict';
import { Disposers } from './disposers.ts';

const noFault = (error: unknown): void => assert.fail(String(error));

describe('disposers', () => {
  it('run last registered first, all started before it returns, each once', async () => {
    const order: string[] = [];
    const disposers = new Disposers(noFault);
    for (const name of ['one', 'two', 'three']) disposers.add(() => void order.push(name));
    const done = disposers.dispose();
    assert.deepEqual(order, ['three', 'two', 'one']);
    await done;
    await disposers.dispose();
    assert.equal(order.length, 3);
  });

  it('run earlier where asked to, and then not again', async () => {
    let count = 0;
    const disposers = new Disposers(noFault);
    const dispose = disposers.add(() => {
      count += 1;
    });
    dispose();
    dispose();
    await disposers.dispose();
    assert.equal(count, 1);
  });

  it('all get their turn, also when some fail', async () => {
    const faults: unknown[] = [];
    const order: string[] = [];
    const disposers = new Disposers((error) => faults.push(error));
    const atOnce = new TypeError('at once');
    const later = new TypeError('later');
    disposers.add(() => void order.push('last'));
    disposers.add(() => Promise.reject(later));
    disposers.add(() => {
      throw atOnce;
    });
    await disposers.dispose();
    assert.deepEqual(order, ['last']);
    assert.deepEqual(new Set(faults), new Set([atOnce, later]));
  });

  it('undo at once what is registered after the end', async () => {
    const done: string[] = [];
    const disposers = new Disposers((error) => assert.fail(String(error)));
    await disposers.dispose();
    const again = disposers.add(() => void done.push('late'));
    assert.deepEqual(done, ['late']);
    again();
    assert.deepEqual(done, ['late']);
  });
});
