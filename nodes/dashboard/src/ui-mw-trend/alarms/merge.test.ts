import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AlarmSpan } from '../../common/trend-alarms.ts';
import { mergeSpans } from './merge.ts';

const span = (text: string, priority: number, from: number, to?: number): AlarmSpan => ({
  text,
  priority,
  from,
  start: 'came',
  end: to === undefined ? 'stands' : 'went',
  ...(to !== undefined && { to }),
});
const endOf = (time: number | undefined): number => time ?? Number.POSITIVE_INFINITY;

const spans = fc.array(
  fc
    .record({
      priority: fc.integer({ min: 1, max: 5 }),
      from: fc.integer({ min: 0, max: 1_000 }),
      length: fc.option(fc.nat({ max: 300 })),
    })
    .map(({ priority, from, length }) =>
      span(`P${priority}`, priority, from, length === null ? undefined : from + length),
    ),
  { maxLength: 60 },
);
const windows = fc
  .tuple(fc.integer({ min: -100, max: 1_100 }), fc.integer({ min: 1, max: 800 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('marks of alarms', () => {
  it('are one where they would lie on top of each other: the worst, with the others counted', () => {
    const marks = mergeSpans(
      [span('Low', 3, 100, 150), span('High', 1, 105, 120), span('Later', 2, 130), span('Before', 1, 0, 50)],
      { from: 60, to: 200 },
      20,
    );
    assert.deepEqual(marks, [
      { ...span('High', 1, 105, 120), at: 100, until: 150, more: 1 },
      { ...span('Later', 2, 130), at: 130, more: 0 },
    ]);
  });

  it('stand where the window begins, for what came before', () => {
    const [mark] = mergeSpans([span('High', 1, 10, 500)], { from: 100, to: 200 }, 20);
    assert.deepEqual(mark, { ...span('High', 1, 10, 500), at: 100, until: 500, more: 0 });
  });

  it('leave out no alarm of a window and no worse one, and are as far apart as they have to be', () => {
    fc.assert(
      fc.property(spans, windows, fc.integer({ min: 1, max: 200 }), (all, window, apart) => {
        const marks = mergeSpans(all, window, apart);
        const seen = all.filter(({ from, to }) => from <= window.to && endOf(to) >= window.from);
        assert.equal(
          marks.reduce((sum, { more }) => sum + 1 + more, 0),
          seen.length,
        );
        assert.ok(marks.length <= (window.to - window.from) / apart + 1);
        for (const [row, { at }] of marks.entries()) {
          assert.ok(at >= window.from && at <= window.to);
          assert.ok(row === 0 || at - (marks[row - 1]?.at ?? 0) >= apart);
        }
        for (const { from, to, priority } of seen) {
          const begins = Math.max(from, window.from);
          const mark = marks.findLast(({ at }) => at <= begins);
          assert.ok(mark && begins - mark.at < apart);
          assert.ok(mark.priority <= priority && endOf(mark.until) >= endOf(to));
        }
      }),
    );
  });
});
