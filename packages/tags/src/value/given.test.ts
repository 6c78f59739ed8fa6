import assert from 'node:assert/strict';
import { shown } from './given.ts';

describe('a value as an error shows it', () => {
  for (const [value, text] of [
    [5, '5'],
    [5n, '5'],
    ['a', '"a"'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ a: 1 }, 'object'],
    [Buffer.from([1]), 'Buffer'],
    [Float32Array.of(1), 'Float32Array'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), 'an invalid Date'],
    [[], '[]'],
    [[1, 'a', [true]], '[1, "a", array]'],
    ['x'.repeat(50), `"${'x'.repeat(38)}…`],
    [new Array(100_000).fill(1), '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,…'],
  ] as const) {
    it(`is ${text}`, () => assert.equal(shown(value), text));
  }

  it('has an end though an array holds itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    assert.equal(shown(loop), '[array]');
  });
});
