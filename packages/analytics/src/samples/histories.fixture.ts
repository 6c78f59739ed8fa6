import fc from 'fast-check';
import type { SampleColumns } from './columns.ts';
import { integerLimit } from './integers.ts';

/** A sample as a row: time, value, quality. */
export type Row = readonly [number, number, number];

export const columnsOf = (rows: readonly Row[]): SampleColumns => ({
  times: Float64Array.from(rows, ([time]) => time),
  values: Float64Array.from(rows, ([, value]) => value),
  quality: Uint8Array.from(rows, ([, , quality]) => quality),
});

export const rowsOf = ({ times, values, quality }: SampleColumns): readonly Row[] =>
  Array.from(times, (time, row) => [time, values[row] as number, quality[row] as number]);

/** What a reader must give back: by time, the last of the same time. Plain on purpose. */
export function expected(rows: readonly Row[]): readonly Row[] {
  const last = new Map(rows.map((row) => [row[0], row]));
  return [...last.values()].sort((a, b) => a[0] - b[0]);
}

const edges = [0, -0, 1, -1, 0.1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, -(2 ** 53)];
const more = [2 ** 49, 2 ** 49 + 1, Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, Math.fround(0.1)];

const kinds: readonly fc.Arbitrary<number>[] = [
  fc.double({ noNaN: true }),
  fc.float({ noNaN: true }).map(Math.fround),
  fc.constantFrom(...edges, ...more),
  fc.integer({ min: -30_000, max: 30_000 }).map((whole) => whole / 100),
  fc.maxSafeInteger(),
  fc.integer({ min: 0, max: 100_000 }),
  fc.constantFrom(0, 1),
  fc.constantFrom(20, 20, 20, 20, 35.5),
];

/** Values of one kind, or of all, and some that are missing. */
const values = fc
  .tuple(fc.constantFrom(...kinds, fc.oneof(...kinds)), fc.boolean())
  .map(([kind, gaps]) => (gaps ? fc.oneof({ weight: 9, arbitrary: kind }, fc.constant(Number.NaN)) : kind));

const steps: readonly fc.Arbitrary<number>[] = [
  fc.constant(1_000),
  fc.integer({ min: 990, max: 1_010 }),
  fc.integer({ min: -3, max: 5 }),
  fc.oneof({ weight: 9, arbitrary: fc.constant(1_000) }, fc.integer({ min: -1e10, max: 1e10 })),
];

const qualities: readonly fc.Arbitrary<number>[] = [
  fc.constant(0),
  fc.constantFrom(0, 0, 0, 0, 0, 2),
  fc.constantFrom(0, 1, 2),
];

/** Histories of every kind, in order or not. */
export const histories = (maxLength: number): fc.Arbitrary<readonly Row[]> =>
  fc
    .tuple(
      values,
      fc.constantFrom(...steps),
      fc.constantFrom(...qualities),
      fc.constantFrom(0, 1_790_000_000_000, -5_000_000_000, integerLimit - 1e13),
    )
    .chain(([value, step, quality, start]) =>
      fc.array(fc.tuple(step, value, quality), { minLength: 1, maxLength, size: 'max' }).map((rows) => {
        let time = start;
        return rows.map(([by, each, code]): Row => {
          time += by;
          return [time, each, code];
        });
      }),
    );
