import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBlock, encodeBlock } from '../samples/block.ts';
import { isUsable, type SampleColumns } from '../samples/columns.ts';
import { blockInfo, headerSize } from '../samples/header.ts';
import { columnsOf, expected, histories, type Row, rowsOf } from '../samples/histories.fixture.ts';
import { readBlocks } from '../samples/read-blocks.ts';
import { SampleRing } from '../samples/ring.ts';
import { decimate } from './decimate.ts';
import { heldBefore } from './held.ts';
import { mergeSamples, type SampleSource } from './sources.ts';
import { type Line, pixelOf, type View } from './view.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const pointsOf = ({ times, values }: Line): readonly (readonly [number, number])[] =>
  Array.from(times, (time, row) => [time, values[row] as number]);
const drawn = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(([, value, quality]) => isUsable(value, quality));

/** A history, and a view of all or some of it. */
const cases = fc
  .tuple(
    histories(300),
    fc.nat(),
    fc.nat(),
    fc.integer({ min: 1, max: 60 }),
    fc.constantFrom(500, 5_000, 1e6, Number.POSITIVE_INFINITY),
  )
  .map(([rows, a, b, pixels, gap]) => {
    const times = [a, b].map((at) => rows[at % rows.length]?.[0] ?? 0);
    const view: View = { from: Math.min(...times), to: Math.max(...times), pixels, gap };
    return { rows, view };
  });

const inside = (rows: readonly Row[], { from, to }: View): readonly Row[] =>
  expected(rows).filter(([time]) => time >= from && time <= to);

/** A history as it may be stored: blocks in a file as they were written, the newest samples in a ring as well. */
function stored(rows: readonly Row[], size: number): readonly SampleSource[] {
  const blocks: Uint8Array[] = [];
  for (let start = 0; start < rows.length; start += size) {
    blocks.push(encodeBlock(columnsOf(rows.slice(start, start + size))));
  }
  const ring = new SampleRing(size);
  for (const row of rows) ring.push(...row);
  return [
    ...readBlocks(new Uint8Array(Buffer.concat(blocks))).blocks,
    ring.range(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  ];
}

const ordered = (rows: readonly Row[]): SampleColumns => columnsOf(expected(rows));

describe(`decimation (seed ${seed})`, () => {
  it('keeps the extremes of every pixel, the first and the last, and invents no point', () => {
    fc.assert(
      fc.property(cases, ({ rows, view }) => {
        const points = pointsOf(decimate([ordered(rows)], view)).filter(([, value]) => !Number.isNaN(value));
        const all = drawn(inside(rows, view)).map(([time, value]) => [time, value] as const);
        const known = new Map(all);
        for (const [time, value] of points) assert.ok(Object.is(known.get(time), value));
        assert.deepStrictEqual([points[0], points.at(-1)], [all[0], all.at(-1)]);
        const kept = new Set(points.map(([time]) => time));
        for (const pixel of Map.groupBy(all, ([time]) => pixelOf(view, time)).values()) {
          const values = pixel.map(([, value]) => value);
          for (const extreme of [Math.min(...values), Math.max(...values)]) {
            const [time] = pixel.find(([, value]) => value === extreme) ?? [];
            assert.ok(time !== undefined && kept.has(time));
          }
        }
      }),
      { seed, numRuns: 600 },
    );
  });

  it('never has more than two points in a pixel and two more, nor an interruption more than pixels', () => {
    fc.assert(
      fc.property(cases, ({ rows, view }) => {
        const points = pointsOf(decimate([ordered(rows)], view));
        const values = points.filter(([, value]) => !Number.isNaN(value));
        const pixels = [...Map.groupBy(values, ([time]) => pixelOf(view, time)).values()];
        const most = (index: number): number =>
          2 + (index === 0 ? 1 : 0) + (index === pixels.length - 1 ? 1 : 0);
        for (const [index, pixel] of pixels.entries()) assert.ok(pixel.length <= most(index));
        assert.ok(points.length - values.length <= view.pixels);
        assert.ok(points.every(([time], index) => index === 0 || time > (points[index - 1]?.[0] as number)));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('interrupts the line between two pixels where, and only where, nothing is known between them', () => {
    fc.assert(
      fc.property(cases, ({ rows, view }) => {
        const kept = inside(rows, view);
        const points = pointsOf(decimate([ordered(rows)], view));
        const pixelAt = (row: Row | undefined): number => (row ? pixelOf(view, row[0]) : -1);
        const known = drawn(kept);
        for (const [index, next] of known.entries()) {
          const before = known[index - 1];
          if (!before || pixelAt(before) === pixelAt(next)) continue;
          const between = kept.slice(kept.indexOf(before), kept.indexOf(next) + 1);
          // Silence beside samples without a value is no second interruption, and alone it has to cross pixels.
          const silent = between.length === 2 && next[0] - before[0] > view.gap;
          const interrupted = points.some(
            ([time, value]) => Number.isNaN(value) && time > before[0] && time < next[0],
          );
          assert.equal(interrupted, silent || between.length > 2);
        }
      }),
      { seed, numRuns: 600 },
    );
  });

  it('ends interrupted where, and only where, the last sample cannot be drawn, from when on nothing was known', () => {
    fc.assert(
      fc.property(cases, ({ rows, view }) => {
        const kept = inside(rows, view);
        const [time, value] = pointsOf(decimate([ordered(rows)], view)).at(-1) ?? [];
        const known = drawn(kept).at(-1);
        assert.equal(time === undefined, known === undefined);
        if (time === undefined || !known) return;
        assert.equal(Number.isNaN(value), known !== kept.at(-1));
        if (known === kept.at(-1)) return;
        // The first that cannot be drawn, or the end of the gap before it, and no later where pixels tell them apart.
        const [after] = kept[kept.indexOf(known) + 1] ?? known;
        const end = after - known[0] > view.gap ? known[0] + view.gap : after;
        assert.ok(time > known[0] && time <= (kept.at(-1)?.[0] ?? 0));
        assert.ok(pixelOf(view, time) <= Math.max(pixelOf(view, end), pixelOf(view, known[0])));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('starts with the value that holds when the view begins, as a drawing from there on would', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 80 }), ({ rows, view }, size) => {
        const earlier = drawn(expected(rows)).findLast(([time]) => time < view.from);
        fc.pre(expected(rows).every(([time]) => time >= 0));
        const sources = stored(rows, size);
        const draw = (part: View): Line => decimate(sources, part);
        const held = heldBefore({ ...view, lookBack: Number.POSITIVE_INFINITY }, draw);
        const last = expected(rows).findLast(([time]) => time < view.from);
        const wanted = last && last === earlier ? last.slice(0, 2) : undefined;
        assert.deepStrictEqual(held && [held.time, held.value], wanted);
        if (!held) return;
        const points = pointsOf(decimate(sources, view, held));
        assert.deepStrictEqual(points[0], [held.time, held.value]);
        const kept = inside(rows, view);
        const next = drawn(kept)[0];
        // Without the points of the window alone it is the same line.
        const alone = pointsOf(decimate(sources, view));
        assert.deepStrictEqual(points.slice(points.length - alone.length), alone);
        const silent = next && kept[0] === next && next[0] - held.time > view.gap;
        const isInterrupted = Number.isNaN(points[1]?.[1]);
        assert.equal(isInterrupted, kept.length > 0 && (kept[0] !== next || silent === true));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('draws the same from blocks and a ring as from samples', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 80 }), ({ rows, view }, size) => {
        const line = decimate(stored(rows, size), view);
        assert.deepStrictEqual(line, decimate([ordered(rows)], view));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('draws the same from blocks that lie elsewhere', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 80 }), ({ rows, view }, size) => {
        const elsewhere = stored(rows, size).map((source) =>
          source instanceof Uint8Array
            ? { info: blockInfo(source), samples: () => decodeBlock(source) }
            : source,
        );
        assert.deepStrictEqual(decimate(elsewhere, view), decimate([ordered(rows)], view));
      }),
      { seed, numRuns: 200 },
    );
  });

  it('decodes no block that lies within a pixel', () => {
    const rows = Array.from({ length: 4_096 }, (_, index): Row => [index * 1_000, index % 700, 0]);
    const headers = Array.from({ length: 8 }, (_, index) =>
      encodeBlock(columnsOf(rows.slice(index * 512, (index + 1) * 512))).subarray(0, headerSize),
    );
    const view = { from: 0, to: 4_096_000, pixels: 4, gap: 5_000 };
    assert.deepStrictEqual(decimate(headers, view), decimate([columnsOf(rows)], view));
  });

  it('merges sources to what was written last', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 80 }), ({ rows, view }, size) => {
        const merged = mergeSamples(stored(rows, size), view.from, view.to);
        assert.deepStrictEqual(rowsOf(merged), inside(rows, view));
      }),
      { seed, numRuns: 300 },
    );
    assert.equal(mergeSamples([], 0, 1).times.length, 0);
  });

  it('lets a later block correct an earlier one', () => {
    const blocks = [[5, 1] as const, [7, 2] as const].map(([value, time]) =>
      encodeBlock(
        columnsOf([
          [0, value, 0],
          [time, value, 0],
        ]),
      ),
    );
    assert.deepEqual([...mergeSamples(blocks, 0, 9).values], [7, 5, 7]);
    assert.deepEqual([...mergeSamples(blocks.toReversed(), 0, 9).values], [5, 5, 7]);
    assert.equal(decodeBlock(blocks[0] as Uint8Array).times.length, 2);
  });
});
