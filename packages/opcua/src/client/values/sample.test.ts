import assert from 'node:assert/strict';
import { LocalizedText, QualifiedName } from 'node-opcua-data-model';
import { DataValue } from 'node-opcua-data-value';
import { coerceNodeId, ExpandedNodeId, NodeIdType } from 'node-opcua-nodeid';
import { StatusCodes } from 'node-opcua-status-code';
import { Range } from 'node-opcua-types';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { builtIn } from './built-in.ts';
import { noTypes, rawBytes, rawOf, rawScalar, sample, tag, typesOf } from './raw.fixture.ts';
import { sampleOf } from './sample.ts';

const guid = '72962B91-FA75-4AE6-8D28-B404DC7DAF63';

describe('a sample of a value as it came', () => {
  const scalars: readonly [DataType, unknown, unknown][] = [
    [DataType.Boolean, true, true],
    [DataType.SByte, -128, -128],
    [DataType.Byte, 255, 255],
    [DataType.Int16, -32768, -32768],
    [DataType.UInt16, 65535, 65535],
    [DataType.Int32, -2147483648, -2147483648],
    [DataType.UInt32, 4294967295, 4294967295],
    [DataType.Int64, [0xffffffff, 0xffffffff], -1],
    [DataType.UInt64, [0x001fffff, 0xffffffff], 2 ** 53 - 1],
    [DataType.Float, 1.5, 1.5],
    [DataType.Double, 0.1, 0.1],
    [DataType.String, 'Grüße 🏭', 'Grüße 🏭'],
    [DataType.String, '', ''],
    [DataType.DateTime, new Date('2026-01-02T03:04:05.678Z'), new Date('2026-01-02T03:04:05.678Z')],
    [DataType.Guid, guid, guid.toLowerCase()],
    [DataType.XmlElement, '<a/>', '<a/>'],
    [DataType.NodeId, coerceNodeId('ns=1;s=a'), 'ns=1;s=a'],
    [DataType.NodeId, coerceNodeId('i=85'), 'i=85'],
    [DataType.NodeId, coerceNodeId(`ns=1;g=${guid}`), `ns=1;g=${guid.toLowerCase()}`],
    [
      DataType.ExpandedNodeId,
      new ExpandedNodeId(NodeIdType.NUMERIC, 7, 2, 'urn:x;y', 3),
      'svr=3;nsu=urn:x%3By;i=7',
    ],
    [DataType.StatusCode, StatusCodes.BadNodeIdUnknown, { code: 0x80340000, name: 'BadNodeIdUnknown' }],
    [DataType.QualifiedName, new QualifiedName({ namespaceIndex: 1, name: 'name' }), '1:name'],
    [DataType.LocalizedText, new LocalizedText({ text: 'a', locale: 'en' }), { text: 'a', locale: 'en' }],
    [DataType.Variant, new Variant({ dataType: DataType.Int32, value: 7 }), 7],
    [DataType.Null, null, null],
  ];
  for (const [type, value, expected] of scalars) {
    it(`has the form that goes with ${DataType[type]} ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(sample(rawScalar(type, value)), {
        tag: 'speed',
        value: expected,
        quality: 'good',
        ts: 5,
        address: 'ns=1;s=Speed',
      });
    });
  }

  it('has bytes as a Buffer of its own', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const raw = rawScalar(DataType.ByteString, bytes);
    const { value } = sample(raw);
    raw.bytes.fill(0);
    assert.ok(Buffer.isBuffer(value));
    assert.deepEqual(value, bytes);
    assert.equal(sample(rawBytes(builtIn.ByteString, 255, 255, 255, 255)).value, null);
  });

  it('has a DataValue as value and status', () => {
    const inner = new DataValue({
      value: { dataType: DataType.Double, value: 2.5 },
      statusCode: StatusCodes.GoodClamped,
      sourceTimestamp: new Date(),
    });
    assert.deepEqual(sample(rawScalar(DataType.DataValue, inner)).value, {
      value: 2.5,
      status: { code: 0x00300000, name: 'GoodClamped' },
    });
  });

  it('is bad where a value holds what it must not', () => {
    const { value, quality, status } = sample(rawBytes(builtIn.DiagnosticInfo, 0));
    assert.deepEqual([value, quality, status?.name], [null, 'bad', 'BadDecodingError']);
  });

  it('names namespaces by URI where the tag asks for it', () => {
    assert.equal(
      sample(rawScalar(DataType.NodeId, coerceNodeId('ns=1;s=a')), { uris: true }).value,
      'nsu=urn:plant;s=a',
    );
    assert.equal(
      sample(rawScalar(DataType.NodeId, coerceNodeId('ns=7;s=a')), { uris: true }).value,
      'ns=7;s=a',
    );
  });

  it('keeps a structure that nobody knows as its encoding and its bytes', () => {
    const raw = rawBytes(builtIn.ExtensionObject, 1, 1, 0x88, 0x13, 1, 2, 0, 0, 0, 8, 9);
    assert.deepEqual(sample(raw).value, { $type: 'nsu=urn:plant;i=5000', body: Buffer.from([8, 9]) });
  });

  it('reads a structure by its fields, whatever their names', () => {
    const raw = rawBytes(builtIn.ExtensionObject, 1, 1, 0x88, 0x13, 1, 2, 0, 0, 0, 8, 9);
    const byte = { name: 'Byte', builtIn: builtIn.Byte };
    const field = (name: string) => ({ name, type: byte, rank: 0, optional: false, open: false });
    const fields = [field('__proto__'), field('b')];
    const type = {
      name: 'Odd',
      builtIn: builtIn.ExtensionObject,
      structure: { kind: 'plain', encoding: '', fields },
    } as const;
    const { value } = sample(raw, {}, typesOf({ 'ns=1;i=5000': type }));
    assert.equal(JSON.stringify(value), '{"$type":"Odd","__proto__":8,"b":9}');
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('is bad where a structure has fewer bytes than its fields take, and its neighbours are not', () => {
    const raw = rawBytes(builtIn.ExtensionObject, 1, 1, 0x88, 0x13, 1, 1, 0, 0, 0, 8);
    const int = { name: 'Int32', builtIn: builtIn.Int32 };
    const fields = [{ name: 'a', type: int, rank: 0, optional: false, open: false }];
    const type = {
      name: 'Odd',
      builtIn: builtIn.ExtensionObject,
      structure: { kind: 'plain', encoding: '', fields },
    } as const;
    assert.equal(sample(raw, {}, typesOf({ 'ns=1;i=5000': type })).status?.name, 'BadDecodingError');
  });
});

describe('a sample of an array', () => {
  it('has plain arrays, empty ones and null', () => {
    const array = (value: unknown) =>
      rawOf({ value: { dataType: DataType.Double, arrayType: VariantArrayType.Array, value } });
    assert.deepEqual(sample(array([1, 2, 3])).value, [1, 2, 3]);
    assert.deepEqual(sample(array([])).value, []);
    assert.equal(sample(rawBytes(0x8b, 255, 255, 255, 255)).value, null);
  });

  it('nests matrices, the last index fastest', () => {
    const matrix = (dimensions: number[]) =>
      rawOf({
        value: {
          dataType: DataType.Int32,
          arrayType: VariantArrayType.Matrix,
          dimensions,
          value: Int32Array.from({ length: dimensions.reduce((a, b) => a * b) }, (_, index) => index + 1),
        },
      });
    assert.deepEqual(sample(matrix([2, 3])).value, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    assert.deepEqual(sample(matrix([2, 2, 2])).value, [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
  });

  it('is bad where dimensions do not fit, and no number alone fills the memory', () => {
    const bytes = (length: number, ...dimensions: number[]) => {
      const words = [length, ...Array.from({ length }, () => 7), dimensions.length, ...dimensions];
      const buffer = Buffer.alloc(4 * words.length);
      for (const [index, word] of words.entries()) buffer.writeInt32LE(word, 4 * index);
      return rawBytes(0xc6, ...buffer);
    };
    for (const raw of [
      bytes(3, 2, 2),
      bytes(1, -1, -1),
      bytes(0, 2),
      bytes(1, ...Array<number>(40).fill(1)),
    ]) {
      const { value, status } = sample(raw);
      assert.deepEqual([value, status?.name], [null, 'BadDecodingError']);
    }
    assert.deepEqual(sample(bytes(0, 2_000_000_000, 0)).value, []);
    assert.equal(sample(rawBytes(0x86, 255, 255, 255, 127)).status?.name, 'BadDecodingError');
  });

  it('tells where in an array a number is that cannot be held', () => {
    const value = Float64Array.from([1, Number.NaN, 3]);
    const {
      value: read,
      quality,
      text,
    } = sample(rawOf({ value: { dataType: DataType.Double, arrayType: VariantArrayType.Array, value } }));
    assert.deepEqual([read, quality, text], [[1, null, 3], 'uncertain', '[1] = NaN']);
  });
});

describe('a sample in the unit of its tag', () => {
  const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;

  it('has each number of an array and of a matrix scaled', () => {
    const matrix = rawOf({
      value: {
        dataType: DataType.Int16,
        arrayType: VariantArrayType.Matrix,
        dimensions: [1, 2],
        value: Int16Array.of(-3, 20),
      },
    });
    assert.deepEqual(sampleOf({ ...tag, scaling }, matrix, { types: noTypes, ts: 5 }).value, [[-0.3, 2]]);
  });

  it('is a number in whichever form its table has other integers of 64 bits', () => {
    for (const wide of ['number', 'string', 'bigint'] as const) {
      const read = (value: unknown) =>
        sampleOf({ ...tag, scaling, wide }, rawScalar(DataType.Int64, value), { types: noTypes, ts: 5 });
      assert.equal(read([0, 123]).value, 12.3);
      const { value, quality, text } = read([0x7fffffff, 0xffffffff]);
      assert.deepEqual([value, quality, text], [null, 'uncertain', '9223372036854775807']);
    }
  });

  it('leaves texts and bytes as they are', () => {
    for (const [type, value] of [
      [DataType.String, '10'],
      [DataType.ByteString, Buffer.from([10])],
    ] as const)
      assert.deepEqual(
        sampleOf({ ...tag, scaling }, rawScalar(type, value), { types: noTypes, ts: 5 }).value,
        value,
      );
  });
});

describe('a sample of what JavaScript has no number for', () => {
  it('is null and uncertain, and has the exact digits beside it', () => {
    const raw = rawScalar(DataType.UInt64, [0xffffffff, 0xffffffff]);
    const { value, quality, status, text } = sample(raw);
    assert.deepEqual(
      [value, quality, status?.name, text],
      [null, 'uncertain', 'Good', '18446744073709551615'],
    );
    assert.equal(sample(raw, { wide: 'string' }).value, '18446744073709551615');
    assert.equal(sample(raw, { wide: 'bigint' }).value, 18446744073709551615n);
    assert.equal(
      sample(rawScalar(DataType.Int64, [0x80000000, 0]), { wide: 'string' }).value,
      '-9223372036854775808',
    );
  });

  it('tells of infinities with the status as it was sent', () => {
    const { value, quality, status, text } = sample(rawScalar(DataType.Float, Number.NEGATIVE_INFINITY));
    assert.deepEqual([value, quality, status?.name, text], [null, 'uncertain', 'Good', '-Infinity']);
  });
});

describe('the status and the times of a sample', () => {
  it('are as they were sent', () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const read = sample(
      rawOf({
        value: { dataType: DataType.Int32, value: 7 },
        statusCode: StatusCodes.UncertainLastUsableValue,
        sourceTimestamp: at,
        serverTimestamp: at,
        sourcePicoseconds: 120,
      }),
    );
    assert.deepEqual(
      [read.value, read.quality, read.status?.name],
      [7, 'uncertain', 'UncertainLastUsableValue'],
    );
    assert.deepEqual(
      [read.sourceTs, read.picoseconds, read.serverTs, read.serverPicoseconds],
      [at.getTime(), 12, at.getTime(), undefined],
    );
  });

  it('leave a value out where the status is bad, and tell a good status that says more', () => {
    const value = { dataType: DataType.Int32, value: 7 };
    const bad = sample(rawOf({ value, statusCode: StatusCodes.BadSensorFailure }));
    assert.deepEqual([bad.value, bad.quality, bad.status?.name], [null, 'bad', 'BadSensorFailure']);
    const clamped = sample(rawOf({ value, statusCode: StatusCodes.GoodClamped }));
    assert.deepEqual([clamped.value, clamped.quality, clamped.status?.name], [7, 'good', 'GoodClamped']);
  });

  it('tell that values were lost, beside a good value', () => {
    const read = sample({ bytes: Buffer.from([0x03, 3, 9, 0x80, 0x04, 0, 0]), at: 0 });
    assert.deepEqual(read, {
      tag: 'speed',
      value: 9,
      quality: 'good',
      ts: 5,
      address: 'ns=1;s=Speed',
      overflow: true,
    });
  });

  it('are missing where a time is 0, and so are its picoseconds', () => {
    const bytes = Buffer.from([0x3d, 3, 9, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0]);
    const read = sample({ bytes, at: 0 });
    assert.deepEqual(Object.keys(read), ['tag', 'value', 'quality', 'ts', 'address']);
  });

  it('go with dates to 100 ns where the tag asks for text', () => {
    const date = (ticks: bigint) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(ticks);
      return rawBytes(builtIn.DateTime, ...bytes);
    };
    const ticks = BigInt(Date.parse('2026-01-02T03:04:05.123Z') + 11_644_473_600_000) * 10_000n + 4567n;
    const text = (value: bigint) => sample(date(value), { dates: 'text' }).value;
    assert.equal(text(ticks), '2026-01-02T03:04:05.1234567Z');
    assert.equal(text(0n), '1601-01-01T00:00:00.0000000Z');
    assert.equal(text(0x7fff_ffff_ffff_ffffn), '9999-12-31T23:59:59.0000000Z');
    assert.deepEqual(sample(date(ticks)).value, new Date('2026-01-02T03:04:05.123Z'));
  });
});

it('a range in a standard structure is read once somebody knows it', () => {
  const double = { name: 'Double', builtIn: builtIn.Double };
  const field = (name: string) => ({ name, type: double, rank: 0, optional: false, open: false });
  const type = {
    name: 'Range',
    builtIn: builtIn.ExtensionObject,
    structure: { kind: 'plain', encoding: 'i=886', fields: [field('Low'), field('High')] },
  } as const;
  const raw = rawScalar(DataType.ExtensionObject, new Range({ low: 1, high: 2 }));
  assert.deepEqual(sample(raw, {}, typesOf({ 'i=886': type })).value, { $type: 'Range', Low: 1, High: 2 });
});
