import assert from 'node:assert/strict';
import { tagErrors } from '../errors.ts';
import type { ValueFormat } from '../value/format.ts';
import { intentOf } from './intent.ts';

const half: ValueFormat & { readonly name: string } = {
  name: 'speed',
  type: 'int16',
  byteOrder: 'ABCD',
  wide: 'number',
  encoding: 'latin1',
  sentinel: 'none',
  sentinelQuality: 'bad',
  scaling: { kind: 'factor', factor: 0.5, offset: 0 },
};

describe('what a write comes to', () => {
  it('is the nearest step of a scaled value, which is named where it is another one', () => {
    const { bytes, meant, rounded } = intentOf(half, 10.28);
    assert.deepEqual([Buffer.from(bytes).toString('hex'), meant, rounded], ['0015', 10.5, 10.5]);
    assert.equal(intentOf(half, 10.5).rounded, undefined);
  });

  it('has to keep the limits as it is asked for, and as it comes out', () => {
    const rules = { max: 10.3 };
    assert.equal(intentOf({ ...half, rules }, 10).meant, 10);
    for (const value of [10.28, 10.4])
      assert.throws(() => intentOf({ ...half, rules }, value), tagErrors.outOfRange.is);
  });

  it('is not held against the largest step: that is from what a tag holds', () => {
    assert.equal(intentOf({ ...half, rules: { maxStep: 1 } }, 50).meant, 50);
  });
});
