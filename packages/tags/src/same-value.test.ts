import assert from 'node:assert/strict';
import { sameValue } from './same-value.ts';
import type { SampleValue } from './sample.ts';

const day = 86_400_000;

describe('whether two values are the same', () => {
  const same: readonly (readonly [SampleValue | null, SampleValue | null])[] = [
    [1, 1],
    [Number.NaN, Number.NaN],
    [null, null],
    [new Date(day), new Date(day)],
    [Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
    [
      [1, [2, null]],
      [1, [2, null]],
    ],
    [
      { a: 1, b: { c: [true] } },
      { b: { c: [true] }, a: 1 },
    ],
  ];
  for (const [index, [one, other]] of same.entries()) {
    it(`finds alike ones alike, either way (${index + 1})`, () => {
      assert.equal(sameValue(one, other), true);
      assert.equal(sameValue(other, one), true);
    });
  }

  const different: readonly (readonly [SampleValue | null, SampleValue | null])[] = [
    [1, 2],
    [1, '1'],
    [0, null],
    [new Date(day), new Date(day + 1)],
    [new Date(day), {}],
    [Uint8Array.of(1), Uint8Array.of(1, 2)],
    [Uint8Array.of(1), [1]],
    [[1], [1, 2]],
    [[], {}],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: null }],
    [{ a: null }, { toString: null }],
  ];
  for (const [index, [one, other]] of different.entries()) {
    it(`tells different ones apart, either way (${index + 1})`, () => {
      assert.equal(sameValue(one, other), false);
      assert.equal(sameValue(other, one), false);
    });
  }
});
