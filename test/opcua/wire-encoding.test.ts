import assert from 'node:assert/strict';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { valuesOf } from './support/reading.ts';
import { wireBench } from './support/wire-bench.ts';
import { bytes } from './support/wire-bytes.ts';

describe('values as they go over the wire', function () {
  this.timeout(30_000);
  const start = wireBench();

  it('WR-01: a Variant of exactly the type that the node has (the wire simulator)', async () => {
    const { server, put, one, write, sent } = await start();
    const types: Readonly<Record<string, unknown>> = {
      Boolean: true,
      SByte: -1,
      Byte: 1,
      Int16: -2,
      UInt16: 2,
      Int32: -3,
      UInt32: 3,
      Int64: -4,
      UInt64: 4,
      Float: 0.5,
      Double: 0.25,
      String: 'a',
      DateTime: new Date('2030-02-03T04:05:06.789Z'),
      ByteString: Buffer.from([9, 8, 7]),
      Guid: '72962b91-fa75-4ae6-8d28-b404dc7daf63',
      XmlElement: '<a/>',
      NodeId: 'i=85',
      ExpandedNodeId: 'i=85',
      StatusCode: { code: 0, name: 'Good' },
      QualifiedName: '1:a',
      LocalizedText: { text: 'a', locale: 'en' },
    };
    for (const [type] of Object.entries(types)) {
      put(type, bytes(0), { dataType: `i=${DataType[type as keyof typeof DataType]}`, valueRank: -1 });
    }
    for (const _ of [1, 2]) {
      const results = await write(types);
      assert.deepEqual(new Set(results.map(({ status }) => status.name)), new Set(['Good']));
    }
    const names = Object.keys(types);
    assert.deepEqual(
      sent().map(({ dataType }) => DataType[dataType]),
      [...names, ...names],
    );
    assert.deepEqual(new Set(sent().map(({ arrayType }) => arrayType)), new Set([VariantArrayType.Scalar]));
    assert.deepEqual(server.seen.sizes('Read'), [2 * names.length]);
    assert.deepEqual(valuesOf(await Promise.all(names.map((name) => one(name)))), types);
  });

  it('WR-02: what does not fit is not sent, and not made to fit (the wire simulator)', async () => {
    const { put, write, sent } = await start();
    const types = { Byte: 3, Negative: 3, Int16: 4, UInt32: 7, Float: 10, Valid: 11 };
    for (const [name, type] of Object.entries(types))
      put(name, bytes(0), { dataType: `i=${type}`, valueRank: -1 });
    const results = await write({
      Byte: 256,
      Negative: -1,
      Int16: 40_000,
      UInt32: -1,
      Float: 1e39,
      Valid: 5,
    });
    assert.deepEqual(
      results.map(({ written, status }) => [written, status.name]),
      [...Array.from({ length: 5 }, () => [false, 'BadOutOfRange']), [true, 'Good']],
    );
    assert.deepEqual(
      sent().map(({ value }) => value),
      [5],
    );
  });

  it('WR-03: a number that is no whole one (the wire simulator)', async () => {
    const { server, put, write, sent } = await start();
    put('Whole', new Variant({ dataType: DataType.Int32, value: 0 }));
    const [refused] = await write({ Whole: 1.5 });
    assert.deepEqual(
      [refused?.written, refused?.status.name, server.seen.count('Write')],
      [false, 'BadTypeMismatch', 0],
    );
    const [rounded] = await write({ Whole: 1.5 }, {}, { round: true });
    assert.deepEqual(
      [rounded?.written, rounded?.value, sent()[0]?.dataType, sent()[0]?.value],
      [true, 2, DataType.Int32, 2],
    );
  });

  it('WR-04: what is nearly a Boolean (the wire simulator)', async () => {
    const { server, put, write } = await start();
    put('Switch', new Variant({ dataType: DataType.Boolean, value: false }));
    for (const value of ['true', '1', 1]) {
      const [refused] = await write({ Switch: value });
      assert.deepEqual([refused?.written, refused?.status.name], [false, 'BadTypeMismatch']);
    }
    assert.equal(server.seen.count('Write'), 0);
    assert.equal((await write({ Switch: true }))[0]?.status.name, 'Good');
  });

  it('WR-05: the dimensions of a matrix (the wire simulator)', async () => {
    const { server, put, write, sent } = await start();
    put('Matrix', bytes(0), { dataType: 'i=6', valueRank: 2 });
    put('List', bytes(0), { dataType: 'i=6', valueRank: 1 });
    assert.equal(
      (
        await write({
          Matrix: [
            [1, 2, 3],
            [4, 5, 6],
          ],
        })
      )[0]?.status.name,
      'Good',
    );
    assert.equal((await write({ List: [1, 2] }, { indexRange: '1:2' }))[0]?.status.name, 'Good');
    const [matrix, list] = sent();
    assert.deepEqual([...(matrix?.dimensions ?? [])], [2, 3]);
    assert.deepEqual([...(matrix?.value ?? [])], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual([...(list?.value ?? [])], [1, 2]);
    const [range] = server.seen
      .requests('Write')
      .slice(-1)
      .flatMap(({ nodesToWrite }) => nodesToWrite ?? []);
    assert.equal(range?.indexRange.toString(), '1:2');
  });

  it('WR-14: 64 bits exactly (the wire simulator)', async () => {
    const { server, put, one, write } = await start();
    put('Signed', bytes(0), { dataType: 'i=8', valueRank: -1 });
    put('Unsigned', bytes(0), { dataType: 'i=9', valueRank: -1 });
    for (const [name, value] of [
      ['Signed', '-9223372036854775808'],
      ['Signed', 9223372036854775807n],
      ['Unsigned', '18446744073709551615'],
      ['Unsigned', 0n],
    ] as const) {
      assert.equal((await write({ [name]: value }))[0]?.status.name, 'Good');
      assert.equal((await one(name, { wide: 'string' })).value, `${value}`);
    }
    server.seen.forget();
    for (const [name, value, status] of [
      ['Signed', 9223372036854775808n, 'BadOutOfRange'],
      ['Unsigned', '-1', 'BadOutOfRange'],
      ['Signed', 2 ** 53, 'BadOutOfRange'],
      ['Signed', '12.5', 'BadTypeMismatch'],
    ] as const) {
      assert.equal((await write({ [name]: value }))[0]?.status.name, status);
    }
    assert.equal(server.seen.count('Write'), 0);
  });
});
