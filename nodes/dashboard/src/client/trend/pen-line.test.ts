import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PenLine } from './pen-line.ts';

const rows = (line: PenLine) => [...line.line.times].map((time, row) => [time, line.line.values[row]]);
const empty = { times: new Float64Array(), values: new Float64Array() };

describe('the line of a pen', () => {
  it('goes on behind what the server drew, each time once', () => {
    const line = new PenLine();
    line.replace({ times: Float64Array.of(0, 10), values: Float64Array.of(1, 2) }, 1, { time: 10, value: 2 });
    line.append(10, 9);
    line.append(20, 3);
    assert.deepEqual(rows(line), [
      [0, 1],
      [10, 2],
      [20, 3],
    ]);
    assert.deepEqual([line.lastTime, line.lastValue], [20, 3]);
  });

  it('is interrupted where a value cannot be drawn, once', () => {
    const line = new PenLine();
    line.append(1, 1);
    line.append(2, Number.NaN);
    line.append(3, Number.NaN);
    line.append(4, 5);
    assert.deepEqual(rows(line), [
      [1, 1],
      [2, Number.NaN],
      [4, 5],
    ]);
  });

  it('knows the newest value also while it shows the past', () => {
    const line = new PenLine();
    line.replace({ times: Float64Array.of(0, 10), values: Float64Array.of(1, 2) }, 1, {
      time: 500,
      value: 8,
    });
    assert.deepEqual([line.lastTime, line.lastValue], [500, 8]);
    line.append(600, 7, false);
    assert.deepEqual([line.lastTime, line.lastValue, line.line.times.length], [600, 7, 2]);
    line.replace({ times: Float64Array.of(5), values: Float64Array.of(4) }, 1, null);
    assert.deepEqual([line.lastTime, line.lastValue], [600, 7]);
  });

  it('ends with an interruption where the newest sample is bad', () => {
    const line = new PenLine();
    line.replace({ times: Float64Array.of(10), values: Float64Array.of(2) }, 1, { time: 15, value: null });
    assert.deepEqual(rows(line), [
      [10, 2],
      [15, Number.NaN],
    ]);
    assert.deepEqual([line.lastTime, line.lastValue], [15, Number.NaN]);
  });

  it('holds the smallest and the largest value of each pixel, whatever comes, and two points at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: -9, max: 9 })), {
          maxLength: 3_000,
        }),
        fc.boolean(),
        (pixel, steps, forgets) => {
          const line = new PenLine();
          line.replace(empty, pixel, null);
          const all = new Map<number, number[]>();
          let time = 0;
          for (const [step, value] of steps) {
            time += step;
            const at = Math.floor(time / pixel);
            all.set(at, [...(all.get(at) ?? []), value]);
            line.append(time, value);
            if (forgets) line.forget(time - 10 * pixel);
          }
          const drawn = Map.groupBy(rows(line), ([at]) => Math.floor((at as number) / pixel));
          const { times } = line.line;
          assert.ok(times.every((each, row) => row === 0 || each > (times[row - 1] as number)));
          for (const [at, values] of all) {
            const points = drawn.get(at)?.map(([, value]) => value as number) ?? [];
            if (forgets && at <= Math.floor((time - 10 * pixel) / pixel)) continue;
            assert.ok(points.length <= 2);
            assert.deepEqual(
              [Math.min(...points), Math.max(...points)],
              [Math.min(...values), Math.max(...values)],
            );
          }
        },
      ),
    );
  });
});
