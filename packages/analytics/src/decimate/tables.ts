import { tableErrors } from './errors.ts';

/** Columns of the same length, the times first. */
export type Table = readonly Float64Array[];

/**
 * Tables as one buffer, `[columns, rows, t…, v1…, …]` each, one after the other: a message may carry few buffers, and
 * pens have times of their own.
 *
 * @throws `tables.columns-differ`
 */
export function packTables(tables: readonly Table[]): Float64Array {
  const numbers = tables.map((columns) => {
    const rows = columns[0]?.length ?? 0;
    if (columns.some(({ length }) => length !== rows)) {
      throw tableErrors.columnsDiffer({ lengths: columns.map(({ length }) => length) });
    }
    return 2 + columns.length * rows;
  });
  const packed = new Float64Array(numbers.reduce((sum, each) => sum + each, 0));
  let at = 0;
  for (const columns of tables) {
    packed.set([columns.length, columns[0]?.length ?? 0], at);
    at += 2;
    for (const column of columns) {
      packed.set(column, at);
      at += column.length;
    }
  }
  return packed;
}

/** More than any table has: columns without rows take no room, so the buffer's length is no limit for them. */
const maxColumns = 65_536;

const isCount = (value: number | undefined): value is number => Number.isInteger(value) && Number(value) >= 0;

/**
 * The tables that {@link packTables} packed: views into the buffer, no copies.
 *
 * @throws `tables.not-readable`
 */
export function unpackTables(packed: Float64Array): readonly Table[] {
  const tables: Table[] = [];
  for (let at = 0; at < packed.length; ) {
    const [columns, rows] = packed.subarray(at, at + 2);
    if (
      !isCount(columns) ||
      !isCount(rows) ||
      columns > maxColumns ||
      columns * rows > packed.length - at - 2
    ) {
      throw tableErrors.notReadable({ at, numbers: packed.length });
    }
    const start = at + 2;
    tables.push(
      Array.from({ length: columns }, (_, index) =>
        packed.subarray(start + index * rows, start + (index + 1) * rows),
      ),
    );
    at = start + columns * rows;
  }
  return tables;
}
