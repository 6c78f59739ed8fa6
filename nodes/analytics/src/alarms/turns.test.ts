import assert from 'node:assert/strict';
import { mostTold, Turns } from './turns.ts';

describe('the turns of an alarm', () => {
  it('keep to a bound: the oldest is passed over, never a command nor the newest of its kind', () => {
    const done: string[] = [];
    let passedOver = 0;
    const turns = new Turns(() => {
      passedOver += 1;
    });
    const add = (kind: Parameters<Turns['add']>[0], name: string): void =>
      turns.add(kind, () => void done.push(name));
    add('suppress', 'suppressed');
    add('set-point', 'old set point');
    add('set-point', 'set point');
    add('command', 'acknowledged');
    for (let n = 0; n < 3 * mostTold; n += 1) add('reading', `${n}`);
    assert.deepEqual(done, []);
    turns.release();
    assert.equal(done.length, mostTold + 1);
    assert.equal(passedOver, 2 * mostTold + 3);
    assert.deepEqual(done.slice(0, 3), ['suppressed', 'set point', 'acknowledged']);
    assert.equal(done.at(-1), `${3 * mostTold - 1}`);
  });

  it('wait for what is under way, and are over once they are stopped', async () => {
    const done: string[] = [];
    const turns = new Turns(() => {});
    const { promise, resolve } = Promise.withResolvers<void>();
    turns.release();
    turns.add('command', () => promise.then(() => void done.push('command')));
    turns.add('reading', () => void done.push('reading'));
    assert.deepEqual(done, []);
    const stopped = turns.stop();
    resolve();
    await stopped;
    assert.deepEqual(done, ['command']);
  });
});
