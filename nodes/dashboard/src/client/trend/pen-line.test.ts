import assert from 'node:assert/strict';
import { decimate, type Line, type SampleColumns } from '@millwright/analytics';
import fc from 'fast-check';
import { PenLine } from './pen-line.ts';

const rows = (line: PenLine) => [...line.line.times].map((time, row) => [time, line.line.values[row]]);

const columns = (given: readonly (readonly [number, number])[]): SampleColumns => ({
  times: Float64Array.from(given, ([time]) => time),
  values: Float64Array.from(given, ([, value]) => value),
  quality: new Uint8Array(given.length),
});

/** What can be seen: the extremes of each pixel, whether the line is interrupted before it, and how it ends. */
function picture({ times, values }: Line, pixel: number): unknown {
  const pixels = new Map<number, { min: number; max: number; interrupted: boolean }>();
  let interrupted = false;
  for (const [row, time] of times.entries()) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      interrupted = true;
      continue;
    }
    const at = Math.floor(time / pixel);
    const { min, max } = pixels.get(at) ?? { min: value, max: value };
    const before = pixels.get(at)?.interrupted ?? interrupted;
    pixels.set(at, { min: Math.min(min, value), max: Math.max(max, value), interrupted: before });
    interrupted = false;
  }
  return { pixels, end: [Math.floor((times.at(-1) ?? 0) / pixel), values.at(-1)] };
}

/** Later than whatever comes. */
const clock = 1_000_000;
const empty = { times: new Float64Array(), values: new Float64Array() };

describe('the line of a pen', () => {
  it('goes on behind what the server drew, each time once', () => {
    const line = new PenLine();
    line.replace(
      { times: Float64Array.of(0, 10), values: Float64Array.of(1, 2) },
      1,
      { time: 10, value: 2 },
      clock,
    );
    line.append(10, 9, clock);
    line.append(20, 3, clock);
    assert.deepEqual(rows(line), [
      [0, 1],
      [10, 2],
      [20, 3],
    ]);
    assert.deepEqual([line.lastTime, line.lastValue], [20, 3]);
  });

  it('is interrupted where a value cannot be drawn, once', () => {
    const line = new PenLine();
    line.append(1, 1, clock);
    line.append(2, Number.NaN, clock);
    line.append(3, Number.NaN, clock);
    line.append(4, 5, clock);
    assert.deepEqual(rows(line), [
      [1, 1],
      [2, Number.NaN],
      [4, 5],
    ]);
  });

  it('knows the newest value also while it shows the past', () => {
    const line = new PenLine();
    line.replace(
      { times: Float64Array.of(0, 10), values: Float64Array.of(1, 2) },
      1,
      {
        time: 500,
        value: 8,
      },
      clock,
    );
    assert.deepEqual([line.lastTime, line.lastValue], [500, 8]);
    line.append(600, 7, clock, false);
    assert.deepEqual([line.lastTime, line.lastValue, line.line.times.length], [600, 7, 2]);
    line.replace({ times: Float64Array.of(5), values: Float64Array.of(4) }, 1, null, clock);
    assert.deepEqual([line.lastTime, line.lastValue], [600, 7]);
  });

  it('ends with its latest value, and with an interruption where the latest sample is bad', () => {
    const line = new PenLine();
    line.replace(empty, 100, null, clock);
    for (const [time, value] of [
      [1, 5],
      [2, 9],
      [3, 1],
      [4, 6],
    ] as const)
      line.append(time, value, clock);
    assert.deepEqual(rows(line).at(-1), [4, 6]);
    line.append(5, Number.NaN, clock);
    assert.deepEqual(rows(line).slice(-2), [
      [4, 6],
      [5, Number.NaN],
    ]);
    line.append(6, 7, clock);
    assert.deepEqual(rows(line), [
      [2, 9],
      [3, 1],
      [6, 7],
    ]);
    assert.deepEqual([line.lastTime, line.lastValue], [6, 7]);
  });

  it('is interrupted where nothing came for longer than the gap', () => {
    const line = new PenLine(10);
    line.replace({ times: Float64Array.of(0), values: Float64Array.of(1) }, 1, { time: 0, value: 1 }, clock);
    line.append(10, 2, clock);
    line.append(30, 3, clock);
    assert.deepEqual(rows(line), [
      [0, 1],
      [10, 2],
      [20, Number.NaN],
      [30, 3],
    ]);
  });

  it('keeps the value that held where it forgets', () => {
    const line = new PenLine();
    for (const time of [1, 2, 3, 50]) line.append(time, time, clock);
    line.forget(40);
    assert.deepEqual(rows(line), [
      [3, 3],
      [50, 50],
    ]);
  });

  it('gives up a sample that is ahead of the clock for the next one, also in its picture', () => {
    const line = new PenLine();
    const now = 100_000;
    line.replace({ times: Float64Array.of(now), values: Float64Array.of(1) }, 60_000, null, now);
    line.append(now + 100, 9, now);
    line.append(now + 200, 2, now);
    line.append(now + 20_000, 5, now);
    assert.deepEqual([line.lastTime, line.lastValue], [now + 20_000, 5]);
    line.append(now + 300, 3, now + 300);
    assert.deepEqual([line.lastTime, line.lastValue], [now + 300, 3]);
    const drawn = rows(line);
    assert.deepEqual(drawn.at(-1), [now + 300, 3]);
    // The spike before it has stayed.
    assert.ok(drawn.some(([, value]) => value === 9));
    line.append(now + 20_000, 5, now + 300);
    line.replace(empty, 1, { time: now + 400, value: 4 }, now + 400);
    assert.deepEqual([line.lastTime, line.lastValue], [now + 400, 4]);
  });

  it('draws what goes ahead of the clock all the time', () => {
    const line = new PenLine();
    for (const time of [1, 2, 3]) line.append(time + 20_000, time, time);
    assert.equal(line.line.times.length, 3);
  });

  it('draws what is pushed piece by piece as it would be drawn when it was loaded as a whole', () => {
    const pixel = 8;
    // As long as all of it, and of powers of two, so that both sides round alike where a pixel begins.
    const pixels = 2_048;
    const steps = fc.array(
      fc.tuple(
        fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 80 })),
        fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -9, max: 9 }) }, fc.constant(Number.NaN)),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, fc.constantFrom(5, 20, 50, Number.POSITIVE_INFINITY), fc.nat(), (given, gap, at) => {
        let time = 0;
        const all = given.map(([step, value]) => {
          time += step;
          return [time, value] as const;
        });
        const loaded = at % (all.length + 1);
        const drawn = (taken: typeof all) =>
          decimate([columns(taken)], { from: 0, to: pixels * pixel, pixels, gap });
        const line = new PenLine(gap);
        line.replace(drawn(all.slice(0, loaded)), pixel, null, clock);
        for (const [each, value] of all.slice(loaded)) line.append(each, value, clock);
        assert.deepEqual(picture(line.line, pixel), picture(drawn(all), pixel));
      }),
      { numRuns: 1_000 },
    );
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
          line.replace(empty, pixel, null, clock);
          const all = new Map<number, number[]>();
          let time = 0;
          for (const [step, value] of steps) {
            time += step;
            const at = Math.floor(time / pixel);
            all.set(at, [...(all.get(at) ?? []), value]);
            line.append(time, value, clock);
            if (forgets) line.forget(time - 10 * pixel);
          }
          const drawn = Map.groupBy(rows(line), ([at]) => Math.floor((at as number) / pixel));
          const { times } = line.line;
          assert.ok(times.every((each, row) => row === 0 || each > (times[row - 1] as number)));
          for (const [at, values] of all) {
            const points = drawn.get(at)?.map(([, value]) => value as number) ?? [];
            if (forgets && at <= Math.floor((time - 10 * pixel) / pixel)) continue;
            // The line ends with its latest value.
            assert.ok(points.length <= (at === Math.floor(time / pixel) ? 3 : 2));
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
