import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { ValueForms } from '../../tag.ts';
import { enumerationOf, standardType } from '../structures/standard-types.ts';
import { type BuiltInName, builtIn } from './built-in.ts';
import type { DataType } from './data-type.ts';
import { encodeValue, type WantedType } from './encode-value.ts';
import { sample, typesOf } from './raw.fixture.ts';

const namespaces = ['', 'urn:plant'];

const double = { name: 'Double', builtIn: builtIn.Double };
const field = (name: string, type: DataType, more = {}) => ({
  name,
  type,
  rank: 0,
  optional: false,
  open: false,
  ...more,
});
const mode: DataType = {
  name: 'Mode',
  builtIn: builtIn.Int32,
  enumeration: enumerationOf('Mode', [
    ['Off', 0],
    ['Automatic', 5],
  ]),
};
const structure = (
  name: string,
  id: number,
  kind: 'plain' | 'optional' | 'union',
  fields: ReturnType<typeof field>[],
): DataType => ({
  name,
  builtIn: builtIn.ExtensionObject,
  structure: { kind, encoding: `ns=1;i=${id}`, fields },
});
const point = structure('Point', 1, 'plain', [field('X', double), field('Y', double)]);
const reading = structure('Reading', 2, 'optional', [
  field('Value', double),
  field('Unit', { name: 'String', builtIn: builtIn.String }, { optional: true }),
  field('Mode', mode, { optional: true }),
]);
const choice = structure('Choice', 3, 'union', [field('Number', double), field('Place', point)]);
const route = structure('Route', 4, 'plain', [
  field('Path', point, { rank: 1 }),
  field('Grid', { name: 'Int32', builtIn: builtIn.Int32 }, { rank: 2 }),
  field('From', point),
]);
const types = [point, reading, choice, route];

const wanted = (type: DataType | BuiltInName, rank = -1): WantedType => ({
  type: typeof type === 'string' ? { name: type, builtIn: builtIn[type] } : type,
  rank,
});

const encode = (value: unknown, of: WantedType, more = {}) =>
  encodeValue('speed', value, of, {
    namespaces,
    typeNamed: (name) => types.find((type) => type.name === name),
    ...more,
  });

/** What a value is read as that was written so. */
const back = (value: unknown, of: WantedType, forms: ValueForms = {}) => {
  const bytes = Buffer.concat([Buffer.from([1]), encode(value, of)]);
  const known = Object.fromEntries(types.map((type) => [type.structure?.encoding ?? '', type]));
  return sample({ bytes, at: 0 }, forms, typesOf(known)).value;
};

const refused = (
  value: unknown,
  of: WantedType,
  status: 'bad-type-mismatch' | 'bad-out-of-range',
  message = /./,
) => assert.throws(() => encode(value, of), { code: `opcua.${status}`, message });

describe('a value on its way to a server', () => {
  const guid = '72962b91-fa75-4ae6-8d28-b404dc7daf63';
  const values: readonly [BuiltInName, unknown][] = [
    ['Boolean', true],
    ['SByte', -128],
    ['Byte', 255],
    ['Int16', -32768],
    ['UInt16', 65535],
    ['Int32', -2147483648],
    ['UInt32', 4294967295],
    ['Int64', -9007199254740991],
    ['UInt64', 9007199254740991],
    ['Float', 1.5],
    ['Double', -1e300],
    ['String', 'Grüße 🏭'],
    ['String', null],
    ['DateTime', new Date('2026-01-02T03:04:05.678Z')],
    ['Guid', guid],
    ['ByteString', Buffer.from([0, 255])],
    ['XmlElement', '<a/>'],
    ['NodeId', 'i=85'],
    ['NodeId', 'i=0'],
    ['NodeId', 'ns=1;s=a;b=c'],
    ['NodeId', `ns=1;g=${guid}`],
    ['NodeId', 'ns=1;b=AAEC'],
    ['ExpandedNodeId', 'svr=3;nsu=urn:other;i=7'],
    ['StatusCode', { code: 0x80340000, name: 'BadNodeIdUnknown' }],
    ['QualifiedName', '1:a:b'],
    ['LocalizedText', { text: 'a', locale: null }],
    ['LocalizedText', { text: null, locale: 'en' }],
  ];
  for (const [type, value] of values) {
    it(`is read again as it was written: ${type} ${JSON.stringify(value)}`, () => {
      assert.deepEqual(back(value, wanted(type)), value);
      assert.deepEqual(back([value, value], wanted(type, 1)), [value, value]);
      assert.deepEqual(back([[value, value, value]], wanted(type, 2)), [[value, value, value]]);
    });
  }

  it('is a part of the standard too', () => {
    const range = standardType(884);
    assert.ok(range);
    const bytes = encode({ Low: 1, High: 2 }, wanted(range));
    assert.deepEqual(
      sample({ bytes: Buffer.concat([Buffer.from([1]), bytes]), at: 0 }, {}, typesOf({ 'i=886': range }))
        .value,
      { $type: 'Range', Low: 1, High: 2 },
    );
  });

  it('keeps 64 bits and 100 ns', () => {
    const wide = { wide: 'string' } as const;
    for (const digits of ['-9223372036854775808', '9223372036854775807']) {
      assert.equal(back(digits, wanted('Int64'), wide), digits);
      assert.equal(back(BigInt(digits), wanted('Int64'), wide), digits);
    }
    assert.equal(back('18446744073709551615', wanted('UInt64'), wide), '18446744073709551615');
    for (const text of [
      '2026-01-02T03:04:05.1234567Z',
      '1601-01-01T00:00:00.0000000Z',
      '9999-12-31T23:59:59.0000000Z',
    ]) {
      assert.equal(back(text, wanted('DateTime'), { dates: 'text' }), text);
    }
    assert.equal(
      back('2026-01-02T05:04:05+02:00', wanted('DateTime'), { dates: 'text' }),
      '2026-01-02T03:04:05.0000000Z',
    );
  });

  it('is anything that its type holds', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: 'grapheme' }),
        (whole, number, text) => {
          assert.equal(back(whole, wanted('Int64'), { wide: 'bigint' }), whole);
          if (number !== 0) assert.equal(back(number, wanted('Double')), number);
          assert.equal(back(text, wanted('String')), text);
        },
      ),
    );
  });

  it('goes by names', () => {
    assert.deepEqual(back('Automatic', wanted(mode)), 5);
    assert.deepEqual(back({ value: 5, name: 'Automatic' }, wanted(mode)), 5);
    assert.deepEqual(back(['Off', 5], wanted(mode, 1)), [0, 5]);
    assert.equal(back('nsu=urn:plant;s=a', wanted('NodeId')), 'ns=1;s=a');
    assert.deepEqual(back('BadNodeIdUnknown', wanted('StatusCode')), {
      code: 0x80340000,
      name: 'BadNodeIdUnknown',
    });
    assert.deepEqual(back('text', wanted('LocalizedText')), { text: 'text', locale: null });
  });

  it('is a structure by its fields', () => {
    const place = { $type: 'Point', X: 1, Y: 2 };
    const optional = { $type: 'Reading', Value: 1, Mode: { value: 5, name: 'Automatic' } };
    const all = {
      $type: 'Route',
      Path: [place, place],
      Grid: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      From: place,
    };
    for (const [type, value] of [
      [point, place],
      [reading, optional],
      [choice, { $type: 'Choice', Place: place }],
      [choice, { $type: 'Choice' }],
      [route, all],
    ] as const) {
      assert.deepEqual(back(value, wanted(type)), value);
      assert.deepEqual(back([value], wanted(type, 1)), [value]);
    }
    assert.deepEqual(back({ X: 1, Y: 2 }, wanted(point)), place);
    const any = { name: 'Structure', builtIn: builtIn.ExtensionObject };
    assert.deepEqual(back(place, wanted(any)), place);
    assert.equal(back(null, wanted(any)), null);
    const unknown = { $type: 'nsu=urn:plant;i=99', body: Buffer.from([1, 2]) };
    assert.deepEqual(back(unknown, wanted(any)), unknown);
  });

  it('is what JavaScript says where the server leaves that open', () => {
    assert.deepEqual(back([true, 'a', 1.5, null, [1]], wanted('Variant', -2)), [true, 'a', 1.5, null, [1]]);
  });
});

it('bytes are those of any context, as a function node makes them', () => {
  const bytes: unknown = runInNewContext('Uint8Array.of(1, 2)');
  assert.ok(!(bytes instanceof Uint8Array));
  const buffer = Buffer.from([1, 2]);
  assert.deepEqual(back(bytes, wanted('ByteString')), buffer);
  assert.deepEqual(back([bytes], wanted('ByteString', 1)), [buffer]);
  assert.deepEqual(back(bytes, wanted('Byte', 1)), [1, 2]);
  assert.deepEqual(back(bytes, wanted('Variant', -2)), buffer);
  const any = { name: 'Structure', builtIn: builtIn.ExtensionObject };
  const type = 'nsu=urn:plant;i=99';
  assert.deepEqual(back({ $type: type, body: bytes }, wanted(any)), { $type: type, body: buffer });
});

describe('a value that does not fit', () => {
  it('is refused, not made to fit', () => {
    const outside: readonly [BuiltInName, unknown][] = [
      ['Byte', 256],
      ['Byte', -1],
      ['Int16', 40000],
      ['UInt32', -1],
      ['Float', 1e39],
      ['Double', Number.NaN],
      ['Double', Number.POSITIVE_INFINITY],
      ['Int64', '9223372036854775808'],
      ['UInt64', -1n],
      ['Int64', 2 ** 53],
      ['DateTime', new Date(-20_000_000_000_000)],
      ['String', 'a\ud800'],
      ['QualifiedName', '1:\udc00'],
      ['LocalizedText', { text: '\ud83d', locale: 'de' }],
    ];
    for (const [type, value] of outside) refused(value, wanted(type), 'bad-out-of-range');
    const wrong: readonly [BuiltInName, unknown][] = [
      ['Int32', 1.5],
      ['Int32', '1'],
      ['Int64', '12.5'],
      ['Int32', null],
      ['Boolean', 'true'],
      ['Boolean', 1],
      ['Double', '1.5'],
      ['String', 5],
      ['DateTime', 5],
      ['DateTime', '2026-02-30T00:00:00Z'],
      ['DateTime', new Date(Number.NaN)],
      ['Guid', 'x'],
      ['ByteString', 'AAEC'],
      ['NodeId', 'ns=1;x=5'],
      ['NodeId', 'nsu=urn:nobody;s=a'],
      ['StatusCode', 'BadNothing'],
      ['LocalizedText', { text: 5 }],
      ['DataValue', 5],
      ['Double', undefined],
    ];
    for (const [type, value] of wrong)
      refused(value, wanted(type), 'bad-type-mismatch', /^BadTypeMismatch: speed .*Nothing was sent$/);
  });

  it('is rounded only where that is asked for', () => {
    assert.deepEqual(encode(1.5, wanted('Int32'), { round: true }), Buffer.from([6, 2, 0, 0, 0]));
    assert.throws(() => encode(255.5, wanted('Byte'), { round: true }), { code: 'opcua.bad-out-of-range' });
  });

  it('is refused for its shape', () => {
    for (const [value, rank] of [
      [5, 1],
      [[1], -1],
      [[[1, 2], [3]], 2],
      [[1, 2], 2],
      [[[1]], 1],
      [[1, [2]], 1],
      [5, 0],
      [[[1]], -3],
    ] as const) {
      refused(value, wanted('Int32', rank), 'bad-type-mismatch');
    }
    assert.deepEqual(back(new Float64Array([1, 2]), wanted('Double', 1)), [1, 2]);
    assert.deepEqual(back(Buffer.from([1, 2]), wanted('Byte', 1)), [1, 2]);
    assert.deepEqual(back([[], []], wanted('Int32', 2)), []);
    assert.equal(back(null, wanted('Int32', 1)), null);
  });

  it('names the field that is wrong, with the way to it', () => {
    const place = { X: 1, Y: 2 };
    refused({ X: 1 }, wanted(point), 'bad-type-mismatch', /speed\.Y is missing: Point has X, Y/);
    refused({ ...place, Z: 1 }, wanted(point), 'bad-type-mismatch', /speed\.Z is no field of Point/);
    const value = { Path: [place, { X: 1, Y: 'a' }], Grid: [[1]], From: place };
    refused(value, wanted(route), 'bad-type-mismatch', /speed\.Path\[1\]\.Y takes Double, and "a" was given/);
    refused({ Number: 1, Place: place }, wanted(choice), 'bad-type-mismatch', /Number and Place/);
    refused({ $type: 'Reading', X: 1, Y: 2 }, wanted(route), 'bad-type-mismatch');
    refused(
      { $type: 'Nobody' },
      wanted({ name: 'Structure', builtIn: builtIn.ExtensionObject }),
      'bad-type-mismatch',
    );
  });

  it('names what an enumeration has', () => {
    refused('Manual', wanted(mode), 'bad-type-mismatch', /Off, Automatic/);
    refused({ value: 5, name: 'Off' }, wanted(mode), 'bad-type-mismatch');
    refused(1, wanted(mode), 'bad-out-of-range', /1 is none of them/);
  });
});
