import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBlock, encodeBlock, maxBlockSamples } from './block.ts';
import { isUsable } from './columns.ts';
import { crc32 } from './crc32.ts';
import { sampleErrors } from './errors.ts';
import { blockInfo, headerSize, writeHeader } from './header.ts';
import { columnsOf, expected, histories, type Row, rowsOf } from './histories.fixture.ts';
import { codecs } from './value-codec.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const ticks = (values: readonly number[]): readonly Row[] =>
  values.map((value, index) => [1_790_000_000_000 + index * 1_000, value, 0]);
const codecOf = (values: readonly number[]): number => blockInfo(encodeBlock(columnsOf(ticks(values)))).codec;

describe(`blocks of samples (seed ${seed})`, () => {
  it('bring every history back to the bit, by time and the last of the same time', () => {
    fc.assert(
      fc.property(histories(300), (rows) => {
        assert.deepStrictEqual(rowsOf(decodeBlock(encodeBlock(columnsOf(rows)))), expected(rows));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('say in their header what there is of good values', () => {
    fc.assert(
      fc.property(histories(200), (rows) => {
        const bytes = encodeBlock(columnsOf(rows));
        const { length, count, first, last, uncertain, good } = blockInfo(bytes.subarray(0, headerSize));
        const kept = expected(rows);
        assert.deepEqual([length, count], [bytes.length, rows.length]);
        assert.deepEqual([first, last], [kept[0]?.[0], kept.at(-1)?.[0]]);
        const drawn = kept.filter(([, value, quality]) => isUsable(value, quality));
        const goods = drawn.filter(([, , quality]) => quality === 0);
        assert.equal(uncertain, drawn.length - goods.length);
        const points = goods.map(([time, value]) => ({ time, value }));
        if (points.length === 0) assert.equal(good, undefined);
        else {
          const sum = points.reduce((total, { value }) => total + value, 0);
          const min = Math.min(...points.map(({ value }) => value));
          const max = Math.max(...points.map(({ value }) => value));
          assert.deepStrictEqual(good, {
            count: points.length,
            sum,
            first: points[0],
            last: points.at(-1),
            min: points.find(({ value }) => value === min),
            max: points.find(({ value }) => value === max),
          });
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it('choose the coding by the values', () => {
    assert.equal(codecOf([7.25, 7.25, 7.25]), codecs.constant);
    assert.equal(codecOf([0.1 + 0.2]), codecs.constant);
    assert.equal(codecOf([20.01, 19.99, 20.5]), codecs.decimal);
    assert.equal(codecOf([0, -0]), codecs.single);
    assert.equal(codecOf([20.01, 19.99, 20.5].map(Math.fround)), codecs.single);
    assert.equal(codecOf([Math.PI, Math.E, 0]), codecs.double);
    assert.equal(codecOf([2 ** 53 - 1, 0]), codecs.double);
  });

  it('are found damaged by every single turned bit', () => {
    fc.assert(
      fc.property(histories(40), (rows) => {
        const bytes = encodeBlock(columnsOf(rows));
        for (let bit = 0; bit < bytes.length * 8; bit += 1) {
          const turned = Uint8Array.from(bytes);
          turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
          assert.throws(() => decodeBlock(turned), sampleErrors.damagedBlock.is);
          if (bit < headerSize * 8) assert.throws(() => blockInfo(turned), sampleErrors.damagedBlock.is);
        }
      }),
      { seed, numRuns: 15 },
    );
  });

  it('end in a coded error at worst where somebody made them up', () => {
    const garbage = fc.uint8Array({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(histories(20), garbage, fc.nat(4), fc.nat(), (rows, bytes, codec, at) => {
        const block = encodeBlock(columnsOf(rows));
        const end = block.length - 4;
        block.set(bytes.subarray(0, end - headerSize), headerSize);
        if (at % 2 === 0) block.set(bytes.subarray(0, 1), headerSize + (at % (end - headerSize)));
        writeHeader(block, { ...blockInfo(block), codec });
        new DataView(block.buffer).setUint32(end, crc32(block, 0, end), true);
        try {
          decodeBlock(block);
        } catch (error) {
          assert.ok(sampleErrors.damagedBlock.is(error), String(error));
        }
      }),
      { seed, numRuns: 1_000 },
    );
  });

  it('refuse what they cannot keep', () => {
    const good = columnsOf(ticks([1, 2]));
    const refused = [
      columnsOf([]),
      columnsOf(ticks(new Array<number>(maxBlockSamples + 1).fill(1))),
      { ...good, values: new Float64Array(3) },
      { ...good, quality: Uint8Array.of(0, 3) },
      ...[0.5, Number.NaN, 2 ** 50].map((time) => ({ ...good, times: Float64Array.of(0, time) })),
    ];
    for (const columns of refused) assert.throws(() => encodeBlock(columns), sampleErrors.notKept.is);
  });

  it('hold as many samples as they may', () => {
    const rows = ticks(Array.from({ length: maxBlockSamples }, (_, index) => index % 977));
    assert.deepEqual(rowsOf(decodeBlock(encodeBlock(columnsOf(rows)))), rows);
  });
});
