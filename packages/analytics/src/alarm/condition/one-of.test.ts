import assert from 'node:assert/strict';
import type { AlarmValue } from '../state.ts';
import { isOneOf } from './one-of.ts';

const each = (named: readonly AlarmValue[], values: readonly AlarmValue[]) =>
  values.map((value) => isOneOf(named, value));

describe('whether a value is one of those that are named', () => {
  it('goes by what on and off are as a number, or as a text', () => {
    assert.deepEqual(each([true], [true, 1, 'true', '1', ' TRUE ']), [true, true, true, true, true]);
    assert.deepEqual(each([true], [false, 0, 'false', '0']), [false, false, false, false]);
    assert.deepEqual(each([false], [0, 'False', '0.0', true]), [true, true, true, false]);
  });

  it('goes by the number that a text, or on and off, mean', () => {
    assert.deepEqual(each([1], [1, '1', '1.0', true, 'true']), [true, true, true, true, true]);
    assert.deepEqual(each([1], [2, '2', false]), [false, false, false]);
    assert.deepEqual(each(['3'], [3, '3']), [true, true]);
    assert.deepEqual(each(['true'], [1, true]), [true, true]);
  });

  it('minds every letter where both are texts', () => {
    assert.deepEqual(each(['open', '3'], ['open', 'Open', '3.0', '']), [true, false, false, false]);
  });

  it('is unknown where the value can be compared with none of them', () => {
    assert.deepEqual(each([true, false], ['ON', '', 7, -1, '7']), [
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
    assert.deepEqual(each([1], ['open', '']), ['unknown', 'unknown']);
    assert.deepEqual(each([5], [true]), ['unknown']);
    assert.deepEqual(each(['open'], [1, true]), ['unknown', 'unknown']);
    assert.deepEqual(each([true, 'open'], ['closed', 'ON', 7, 1]), [false, false, 'unknown', true]);
  });
});
