import assert from 'node:assert/strict';
import { coalesced } from './coalesced.ts';

describe('coalesced', () => {
  it('runs once more for all that was asked meanwhile', async () => {
    const finish: (() => void)[] = [];
    const ask = coalesced(() => new Promise((resolve) => void finish.push(resolve)));
    const done = ask();
    for (let count = 0; count < 5; count += 1) void ask();
    assert.equal(finish.length, 1);
    finish[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(finish.length, 2);
    finish[1]?.();
    await done;
    void ask();
    assert.equal(finish.length, 3);
  });
});
