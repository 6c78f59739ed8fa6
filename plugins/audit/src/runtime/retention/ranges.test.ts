import assert from 'node:assert/strict';
import { merged, type Range, rangesText } from '@millwright/ledger';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fitting, rangesOf, without } from './ranges.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const numbersOf = (ranges: readonly Range[]) =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
const range = fc.tuple(fc.nat(60), fc.nat(20)).map(([from, length]): Range => ({ from, to: from + length }));
const numbers = fc.uniqueArray(fc.nat(80)).map((all) => all.sort((a, b) => a - b));

describe(`ranges of events (SEED=${seed})`, () => {
  it('are as few as can be, and say the same numbers', () => {
    assert.deepEqual(rangesOf([1, 2, 3, 7, 9, 10]), [
      { from: 1, to: 3 },
      { from: 7, to: 7 },
      { from: 9, to: 10 },
    ]);
    fc.assert(
      fc.property(numbers, (all) => {
        const ranges = rangesOf(all);
        assert.deepEqual(numbersOf(ranges), all);
        assert.ok(ranges.every(({ from }, index) => from > (ranges[index - 1]?.to ?? -2) + 1));
      }),
      { seed },
    );
  });

  it('leave what is in none of them', () => {
    fc.assert(
      fc.property(fc.array(range), fc.nat(100), (ranges, before) => {
        const taken = new Set(numbersOf(ranges));
        const left = Array.from({ length: before }, (_, index) => index).filter((one) => !taken.has(one));
        assert.deepEqual(numbersOf(without(before, ranges)), left);
        assert.deepEqual(
          numbersOf(merged(ranges)),
          [...taken].sort((a, b) => a - b),
        );
      }),
      { seed },
    );
  });

  it('fit into the text of one event', () => {
    const one = fitting([5, 6, 7, 9]);
    assert.deepEqual(one, { count: 4, text: '5-7,9-9' });
    const scattered = Array.from({ length: 500 }, (_, index) => 900_000_000_000 + 2 * index);
    const { count, text } = fitting(scattered);
    assert.ok(text.length <= 4000 && text.length > 3950);
    assert.equal(text, rangesText(rangesOf(scattered.slice(0, count))));
  });
});
