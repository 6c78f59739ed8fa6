import assert from 'node:assert/strict';
import { fleetErrors } from '../../../common/errors.ts';
import { readRange } from './byte-range.ts';

const file = { size: 10, tag: 'abc' };
const whole = [0, 10];
const table: readonly (readonly [range: string | undefined, from: number, to: number])[] = [
  [undefined, 0, 10],
  ['bytes=0-', 0, 10],
  ['bytes=4-', 4, 10],
  ['bytes=4-6', 4, 7],
  ['bytes=9-99', 9, 10],
  ['bytes=-3', 7, 10],
  ['bytes=-30', 0, 10],
  ['bytes=0-0', 0, 1],
  ['bytes=5-4', 0, 10],
  ['bytes=0-1,4-5', 0, 10],
  ['bytes=-', 0, 10],
  ['bytes=a-', 0, 10],
  ['lines=1-2', 0, 10],
];

describe('a range of a file', () => {
  for (const [range, from, to] of table)
    it(`${range} is ${from} to ${to}`, () =>
      assert.deepEqual(readRange(range, undefined, file), { from, to }));

  it('is refused where there is nothing of it', () => {
    for (const range of ['bytes=10-', 'bytes=11-12', 'bytes=-0'])
      assert.throws(() => readRange(range, undefined, file), fleetErrors.rangeUnsatisfiable.is, range);
  });

  it('is the whole file if that is another one than the client has', () => {
    const of = (onlyIf: string) => Object.values(readRange('bytes=4-', onlyIf, file));
    assert.deepEqual([of('"abc"'), of('"abd"'), of('abc')], [[4, 10], whole, whole]);
  });
});
