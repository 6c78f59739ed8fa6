import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { isBytes } from './is-bytes.ts';

describe('bytes', () => {
  it('are a Buffer or a Uint8Array, wherever that was made', () => {
    for (const value of [Buffer.from([1]), new Uint8Array(2), runInNewContext('Uint8Array.of(1, 2)')])
      assert.equal(isBytes(value), true);
  });

  it('are no other row of numbers, and nothing that only says so', () => {
    for (const value of [
      [1, 2],
      Int8Array.of(1),
      Uint8ClampedArray.of(1),
      new DataView(new ArrayBuffer(2)),
      new ArrayBuffer(2),
      { [Symbol.toStringTag]: 'Uint8Array', length: 0 },
      'ab',
      null,
    ])
      assert.equal(isBytes(value), false);
  });
});
