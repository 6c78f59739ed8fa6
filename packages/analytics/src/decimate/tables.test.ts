import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tableErrors } from './errors.ts';
import { packTables, unpackTables } from './tables.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const tables = fc.array(
  fc.tuple(fc.nat(4), fc.nat(20)).chain(([columns, rows]) =>
    fc.array(fc.float64Array({ minLength: rows, maxLength: rows }), {
      minLength: columns,
      maxLength: columns,
    }),
  ),
  { maxLength: 5 },
);

describe(`tables on the wire (seed ${seed})`, () => {
  it('are columns and rows, then one column after the other', () => {
    const packed = packTables([
      [Float64Array.of(1, 2), Float64Array.of(10, Number.NaN)],
      [Float64Array.of(3)],
    ]);
    assert.deepEqual([...packed], [2, 2, 1, 2, 10, Number.NaN, 1, 1, 3]);
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(tables, (each) => {
        assert.deepStrictEqual(unpackTables(packTables(each)), each);
      }),
      { seed },
    );
  });

  it('may be empty, whatever the number of their columns', () => {
    const empty = Array.from({ length: 21 }, () => new Float64Array(0));
    assert.deepStrictEqual(unpackTables(packTables([empty])), [empty]);
    assert.throws(() => unpackTables(Float64Array.of(2 ** 40, 0)), tableErrors.notReadable.is);
  });

  it('refuse columns that differ in length', () => {
    assert.throws(
      () => packTables([[new Float64Array(1), new Float64Array(2)]]),
      tableErrors.columnsDiffer.is,
    );
  });

  it('are read, or refused with a coded error, whatever the numbers are', () => {
    const numbers = fc.array(fc.oneof(fc.nat(5), fc.double()), { maxLength: 30 });
    fc.assert(
      fc.property(numbers, (each) => {
        try {
          const read = unpackTables(Float64Array.from(each));
          assert.deepStrictEqual([...packTables(read)].length, each.length);
        } catch (error) {
          assert.ok(tableErrors.notReadable.is(error), String(error));
        }
      }),
      { seed, numRuns: 1_000 },
    );
    assert.throws(() => unpackTables(Float64Array.of(2)), tableErrors.notReadable.is);
    assert.throws(() => unpackTables(Float64Array.of(2, 2, 1)), tableErrors.notReadable.is);
  });
});
