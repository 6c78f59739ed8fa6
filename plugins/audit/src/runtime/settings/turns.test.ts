import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Turns } from './turns.ts';

describe('turns', () => {
  it('let one use begin when the one before has ended, however it ended', async () => {
    const turns = new Turns();
    const { promise: hang, reject: end } = Promise.withResolvers<void>();
    const begun: string[] = [];
    const first = turns.take('share', undefined, () => {
      begun.push('first');
      return hang;
    });
    const second = turns.take('share', undefined, async () => begun.push('second'));
    await turns.take('another', undefined, async () => begun.push('another'));
    assert.deepEqual(begun, ['first', 'another']);
    end(new Error('gone'));
    await assert.rejects(first, /gone/);
    await second;
    assert.deepEqual(begun, ['first', 'another', 'second']);
  });

  it('do not begin what nobody waits for any more', async () => {
    const turns = new Turns();
    const { promise: hang, resolve: end } = Promise.withResolvers<void>();
    const stop = new AbortController();
    const first = turns.take('share', undefined, () => hang);
    const second = turns.take('share', stop.signal, async () => assert.fail());
    stop.abort(new Error('given up'));
    end();
    await first;
    await assert.rejects(second, /given up/);
  });
});
