import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { listOf } from './list-of.ts';

describe('a list of values', () => {
  it('is an array, or a row of numbers', () => {
    const array = [1, 'a'];
    assert.equal(listOf(array), array);
    assert.deepEqual(listOf(Int16Array.of(-1, 2)), [-1, 2]);
    assert.deepEqual(listOf(BigInt64Array.of(5n)), [5n]);
  });

  it('is bytes only where those are wanted', () => {
    for (const bytes of [Uint8Array.of(1, 2), Buffer.from([1, 2]), runInNewContext('Uint8Array.of(1, 2)')]) {
      assert.equal(listOf(bytes), undefined);
      assert.deepEqual(listOf(bytes, true), [1, 2]);
    }
  });

  it('is nothing else', () => {
    for (const value of [
      5,
      'ab',
      null,
      { length: 1, 0: 1 },
      new DataView(new ArrayBuffer(2)),
      new ArrayBuffer(2),
    ])
      assert.equal(listOf(value, true), undefined);
  });
});
