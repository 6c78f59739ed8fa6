import assert from 'node:assert/strict';
import { unpackTables } from '@millwright/analytics';
import { TrendNews } from './news.ts';

const samples = (tag: string, ...rows: readonly (readonly [number, number, number?])[]) => ({
  tag,
  samples: {
    times: Float64Array.from(rows, ([time]) => time),
    values: Float64Array.from(rows, ([, value]) => value),
    quality: Uint8Array.from(rows, ([, , quality = 0]) => quality),
  },
});

const clock = 1_000_000;

const tablesOf = (taken: ReturnType<TrendNews['take']>) =>
  taken instanceof Float64Array
    ? unpackTables(taken).map((columns) => columns.map((column) => [...column]))
    : taken;

describe('what is new of a trend', () => {
  it('is one buffer with a table for each pen, once; what cannot be drawn interrupts', () => {
    const news = new TrendNews(['a', 'b']);
    assert.equal(news.take(), undefined);
    news.add(samples('a', [1, 5], [2, 6]), clock);
    news.add(samples('other', [1, 5]), clock);
    news.add(samples('a', [3, 7, 2]), clock);
    assert.deepEqual(tablesOf(news.take()), [
      [
        [1, 2, 3],
        [5, 6, Number.NaN],
      ],
      [[], []],
    ]);
    assert.equal(news.take(), undefined);
  });

  it('is to be asked for where it came late or is too much', () => {
    const news = new TrendNews(['a']);
    news.add(samples('a', [5, 1]), clock);
    news.add(samples('a', [4, 1]), clock);
    assert.equal(news.take(), 'reload');
    news.add(samples('a', [6, 1]), clock);
    assert.deepEqual(tablesOf(news.take()), [[[6], [1]]]);
    news.add(samples('a', ...Array.from({ length: 5_001 }, (_, row) => [10 + row, row] as const)), clock);
    assert.equal(news.take(), 'reload');
  });

  it('goes on behind a sample that is ahead of the clock as if it had not come, and says so where its time has passed', () => {
    const news = new TrendNews(['a']);
    news.add(samples('a', [clock, 1], [clock + 60_000, 9], [clock + 1_000, 2]), clock);
    news.add(samples('a', [clock + 60_000, 9], [clock + 2_000, 3]), clock + 2_000);
    assert.deepEqual(tablesOf(news.take())?.[0]?.[1], [1, 9, 2, 9, 3]);
    news.add(samples('a', [clock + 1_500, 4]), clock + 2_000);
    assert.equal(news.take(), 'reload');
    news.add(samples('a', [clock + 60_000, 9]), clock + 3_000);
    news.add(samples('a', [clock + 59_000, 4]), clock + 61_000);
    assert.equal(news.take(), 'reload');
  });
});
