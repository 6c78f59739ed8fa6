import assert from 'node:assert/strict';
import { axisFor, hasValue, pointAt, rangeOf, rowsBetween } from './lines.ts';

const line = {
  times: Float64Array.of(10, 20, 30, 40),
  values: Float64Array.of(1, Number.NaN, 3, 9),
};

describe('lines', () => {
  it('have at a time the latest value until then, and none where they are interrupted', () => {
    assert.deepEqual(
      [5, 10, 19, 20, 35, 99].map((time) => pointAt(line, time)?.value ?? Number.NaN),
      [Number.NaN, 1, 1, Number.NaN, 3, 9],
    );
  });

  it('have a value in a stretch of time, or only an interruption', () => {
    assert.deepEqual(
      [
        [0, 10],
        [10, 29],
        [15, 30],
        [40, 99],
      ].map(([from = 0, to = 0]) => hasValue(line, from, to)),
      [true, false, true, false],
    );
  });

  it('lie between two times with one row more on each side', () => {
    assert.deepEqual(rowsBetween(line, 15, 25), [0, 3]);
    assert.deepEqual(rowsBetween(line, 50, 60), [3, 4]);
    assert.deepEqual(rowsBetween({ times: new Float64Array(), values: new Float64Array() }, 0, 1), [0, 0]);
  });

  it('have a range where there is any value', () => {
    assert.deepEqual(rangeOf([line], 0, 100), { min: 1, max: 9 });
    assert.equal(rangeOf([], 0, 100), undefined);
  });

  it('stand on axes that end at round numbers, also where all values are the same', () => {
    assert.deepEqual(axisFor({ min: 1.3, max: 9.2 }), { min: 0, max: 10 });
    assert.deepEqual(axisFor(undefined), { min: 0, max: 1 });
    for (const value of [0, 5, -1e9, 1e-9]) {
      const { min, max } = axisFor({ min: value, max: value });
      assert.ok(min < value && value < max, `${value}: ${min} to ${max}`);
    }
  });
});
