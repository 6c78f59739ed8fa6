import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import type { OpcUaTag } from '../../tag.ts';
import { enumerationOf } from '../structures/standard-types.ts';
import { type BuiltInName, builtIn } from '../values/built-in.ts';
import type { DataType } from '../values/data-type.ts';
import { unscaled } from './unscaled.ts';

const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;
const tag: OpcUaTag = { name: 'speed', address: 'ns=1;i=1', scaling };
const type = (name: BuiltInName): DataType => ({ name, builtIn: builtIn[name] });
const raw = (value: unknown, name: BuiltInName = 'Int16') => unscaled(tag, value, type(name));

describe('a value in the unit of its tag', () => {
  it('becomes the number at the server, of a whole type the nearest', () => {
    assert.equal(raw(12.34), 123);
    assert.equal(raw(12.34, 'Double'), 123.4);
    assert.equal(raw(12.34, 'Variant'), 123.4);
    assert.equal(unscaled({ name: 'speed', address: 'i=1' }, 12.34, type('Int16')), 12.34);
  });

  it('does so in each element of arrays, rows of numbers and matrices', () => {
    assert.deepEqual(raw([10, 20.04]), [100, 200]);
    assert.deepEqual(raw([]), []);
    assert.deepEqual(raw(Float64Array.of(1, 2)), [10, 20]);
    assert.deepEqual(raw(runInNewContext('Int16Array.of(1, 2)')), [10, 20]);
    assert.deepEqual(raw([[1, 2], Int8Array.of(3, 4)]), [
      [10, 20],
      [30, 40],
    ]);
    // What is missing is for its type to refuse.
    const gap: number[] = [1];
    gap[2] = 3;
    assert.deepEqual(raw(gap), [10, undefined, 30]);
  });

  it('is a number: digits and bytes do not say whether they are scaled', () => {
    for (const name of ['Byte', 'Int16', 'Int64', 'UInt64', 'Double'] as const) {
      for (const value of ['10', 10n, Buffer.from([10]), runInNewContext('Uint8Array.of(10)')]) {
        assert.throws(() => raw(value, name), {
          code: 'opcua.bad-type-mismatch',
          message: /^.*\bspeed takes a number, since it is scaled, and .+ was given. Nothing was sent/,
        });
        assert.throws(() => raw([[1], [2, value]], name), {
          code: 'opcua.bad-type-mismatch',
          message: /speed\[1\]\[1\] takes a number/,
        });
      }
    }
    assert.throws(() => raw(BigInt64Array.of(1n), 'Int64'), /speed\[0\] takes a number/);
    assert.throws(() => raw(1n, 'Variant'), { code: 'opcua.bad-type-mismatch' });
  });

  it('is refused beyond what its scaling reaches, within an array as well', () => {
    for (const value of [1e300, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      assert.throws(() => raw([0, value], 'Int64'), {
        code: 'opcua.bad-out-of-range',
        message: /speed\[1\]: .+ is beyond what its scaling reaches/,
      });
    const range = { kind: 'range', raw: [0, 100], scaled: [0, 10], clamp: true } as const;
    assert.throws(() => unscaled({ ...tag, scaling: range }, [11], type('Double')), {
      code: 'opcua.bad-out-of-range',
    });
    assert.deepEqual(unscaled({ ...tag, scaling: range }, [10], type('Double')), [100]);
  });

  it('stays as it is where what is read is not scaled either', () => {
    const bytes = Buffer.from([10]);
    assert.equal(raw(bytes, 'ByteString'), bytes);
    assert.equal(raw('10', 'String'), '10');
    assert.equal(raw(2, 'StatusCode'), 2);
    assert.equal(raw(null), null);
    assert.deepEqual(raw(['a', true, null, bytes, 1], 'Variant'), ['a', true, null, bytes, 10]);
  });

  it('of an enumeration is a name, or a number where its tag has the number alone', () => {
    const mode = { ...type('Int32'), enumeration: enumerationOf('Mode', [['Manual', 1]]) };
    assert.equal(unscaled(tag, 1, mode), 1);
    assert.equal(unscaled({ ...tag, enumerations: 'number' }, 0.1, mode), 1);
    assert.equal(unscaled({ ...tag, enumerations: 'number' }, 'Manual', mode), 'Manual');
  });
});
