import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import fc from 'fast-check';
import { tagErrors } from '../errors.ts';
import { checkFormat } from './check-format.ts';
import { decodeValue } from './decode.ts';
import { isValue } from './decoded.ts';
import { encodeValue } from './encode.ts';
import { type TagType, tagTypes, type ValueFormat } from './format.ts';
import type { Scaling } from './scaling.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const format = (type: TagType, more?: Partial<ValueFormat>): ValueFormat => ({
  type,
  byteOrder: 'ABCD',
  length: 2,
  ...more,
});
const tenth: Scaling = { kind: 'factor', factor: 0.1, offset: 0 };
const percent = (clamp: boolean): Scaling => ({ kind: 'range', raw: [0, 27_648], scaled: [0, 100], clamp });

describe('encodeValue', () => {
  const doesNotFit: readonly [TagType, unknown, Partial<ValueFormat>?][] = [
    ['int16', 32_768],
    ['int16', -32_769],
    ['uint16', -1],
    ['uint16', 65_536],
    ['uint16', 1.5],
    ['int32', 2 ** 31],
    ['uint32', 2 ** 32],
    ['uint32', Number.NaN],
    ['int32', Number.POSITIVE_INFINITY],
    ['int64', 2n ** 63n],
    ['uint64', -1n],
    ['uint64', '18446744073709551616'],
    ['uint64', 2 ** 53],
    ['int64', '12.5'],
    ['int64', '0x10'],
    ['int64', ''],
    ['float32', 1e39],
    ['float32', 1e-46],
    ['float32', Number.NaN],
    ['float64', Number.NEGATIVE_INFINITY],
    ['bcd16', 10_000],
    ['bcd16', -1],
    ['bcd32', 100_000_000],
    ['string', 'abcde'],
    ['string', 'a\0b'],
    ['string', '€'],
    ['string', '€€', { encoding: 'utf8' }],
    ['string', '\ud800', { encoding: 'utf8' }],
    ['string', '', { sentinel: 'sunspec' }],
    ['int16', -32_768, { sentinel: 'sunspec' }],
    ['uint64', 2n ** 64n - 1n, { sentinel: 'sunspec' }],
    ['int16', 3_276.8, { scaling: tenth }],
    ['int16', Number.NaN, { scaling: tenth }],
    ['uint16', -0.1, { scaling: percent(true) }],
    ['uint16', 100.1, { scaling: percent(true) }],
    ['uint16', 240, { scaling: percent(false) }],
  ];
  for (const [type, value, more] of doesNotFit) {
    it(`refuses ${JSON.stringify(`${value}`)} for ${type} ${JSON.stringify(more ?? {})}`, () => {
      assert.throws(() => encodeValue(value, format(type, more)), tagErrors.valueDoesNotFit.is);
    });
  }

  const wrongType: readonly [TagType, unknown, Partial<ValueFormat>?][] = [
    ['int16', '7'],
    ['int16', true],
    ['int16', null],
    ['int16', undefined],
    ['int16', [7]],
    ['int16', 7n, { scaling: tenth }],
    ['float32', 7n],
    ['float64', '7'],
    ['int64', '7', { scaling: tenth }],
    ['bool', 1],
    ['bool', 'true', { bit: 3 }],
    ['string', 7],
    ['string', new Uint8Array(2)],
  ];
  for (const [type, value, more] of wrongType) {
    it(`takes no ${Object.prototype.toString.call(value)} for ${type} ${JSON.stringify(more ?? {})}`, () => {
      assert.throws(() => encodeValue(value, format(type, more)), tagErrors.wrongType.is);
    });
  }

  for (const [type, value, message] of [
    ['float32', '21,5', 'A value of the kind "string" was given where oven.setpoint is float32'],
    ['bool', 1, 'A value of the kind "number" was given where oven.setpoint is bool'],
    ['string', null, 'A value of the kind "null" was given where oven.setpoint is string'],
    ['uint16', 70_000, '70000 does not fit into oven.setpoint, which is uint16'],
    ['float32', 1e300, '1e+300 does not fit into oven.setpoint, which is float32'],
    ['string', 'too long', '"too long" does not fit into oven.setpoint, which is string'],
  ] as const) {
    it(`names the tag where ${JSON.stringify(value)} is none of ${type}`, () => {
      assert.throws(() => encodeValue(value, format(type, { name: 'oven.setpoint' })), { message });
    });
  }

  it('shows no more of a value than a line takes', () => {
    assert.throws(() => encodeValue('x'.repeat(1_000), format('string')), {
      message: /^"x{38}… does not fit into string$/,
    });
  });
});

describe('scaling', () => {
  it('M-D-06: reckons as on paper, by factor and offset', () => {
    const read = (raw: string, scaling: Scaling) =>
      decodeValue(Buffer.from(raw, 'hex'), format('int16', { scaling }));
    assert.equal(read('0003', tenth), 0.3);
    assert.equal(read('00d7', { kind: 'factor', factor: 0.1, offset: -40.1 }), -18.6);
    assert.equal(read('fff6', { kind: 'factor', factor: 2.5, offset: 7 }), -18);
    assert.equal(read('0001', { kind: 'factor', factor: 1e-30, offset: 0 }), 1e-30);
    assert.equal(hex(encodeValue(0.3, format('int16', { scaling: tenth }))), '0003');
  });

  it('M-D-06: reckons from range to range, in both directions of each', () => {
    const scaling = percent(false);
    const read = (raw: number, each: Scaling = scaling) =>
      decodeValue(encodeValue(raw, format('int32')), format('int32', { scaling: each }));
    assert.equal(read(0), 0);
    assert.equal(read(27_648), 100);
    assert.equal(read(13_824), 50);
    assert.equal(read(30_413), (30_413 * 100) / 27_648);
    assert.equal(read(4_095, { kind: 'range', raw: [4_095, 0], scaled: [-1.5, 1.5], clamp: false }), -1.5);
    assert.equal(read(0, { kind: 'range', raw: [4_095, 0], scaled: [-1.5, 1.5], clamp: false }), 1.5);
  });

  it('M-D-06: keeps to the ends of a clamped range, whichever way it runs', () => {
    const read = (raw: number, scaling: Scaling) =>
      decodeValue(encodeValue(raw, format('int32')), format('int32', { scaling }));
    assert.deepEqual(
      [-5, 27_648, 30_000].map((raw) => read(raw, percent(true))),
      [0, 100, 100],
    );
    const falling: Scaling = { kind: 'range', raw: [4_095, 0], scaled: [0, 10], clamp: true };
    assert.deepEqual(
      [5_000, 4_095, 0, -1].map((raw) => read(raw, falling)),
      [0, 0, 10, 10],
    );
  });
});

describe(`checkFormat (seed ${seed})`, () => {
  const refused: readonly [string, Partial<Record<keyof ValueFormat, unknown>>][] = [
    ['a type that is none', { type: 'word' }],
    ['a type that only JavaScript knows', { type: 'toString' }],
    ['an order that is none', { byteOrder: 'ACBD' }],
    ['a string of no length', { type: 'string', length: 0 }],
    ['a string without a length', { type: 'string', length: undefined }],
    ['a string that no request can write', { type: 'string', length: 124 }],
    ['a bit that no register has', { type: 'bool', bit: 16 }],
    ['half a bit', { type: 'bool', bit: 0.5 }],
    ['a form of 64 bits that is none', { type: 'int64', wide: 'text' }],
    ['a scaled string', { type: 'string', scaling: tenth }],
    ['an encoding that is none', { type: 'string', encoding: 'utf16' }],
    ['a sentinel that is none', { sentinel: 'sma' }],
    ['a quality that no sentinel has', { sentinelQuality: 'good' }],
    ['a scaling that is a number', { scaling: 0.1 }],
    ['a scaling that is null', { scaling: null }],
    ['a scaling of no kind', { scaling: { factor: 0.1, offset: 0 } }],
    ['a factor as text', { scaling: { kind: 'factor', factor: '0.1', offset: 0 } }],
    ['a factor without an offset', { scaling: { kind: 'factor', factor: 0.1 } }],
    ['a range of three numbers', { scaling: { kind: 'range', raw: [0, 1, 2], scaled: [0, 1], clamp: true } }],
    ['a range without an end', { scaling: { kind: 'range', raw: [0], scaled: [0, 1], clamp: true } }],
    ['a range that is perhaps clamped', { scaling: { kind: 'range', raw: [0, 1], scaled: [0, 1] } }],
    [
      'a range beyond what numbers reach',
      { scaling: { kind: 'range', raw: [0, 1e300], scaled: [1e300, 0], clamp: true } },
    ],
    ['a factor of 0', { scaling: { kind: 'factor', factor: 0, offset: 1 } }],
    ['a factor that is none', { scaling: { kind: 'factor', factor: Number.NaN, offset: 1 } }],
    ['a range of one number', { scaling: { kind: 'range', raw: [5, 5], scaled: [0, 1], clamp: false } }],
    ['a range to one number', { scaling: { kind: 'range', raw: [0, 5], scaled: [1, 1], clamp: false } }],
    [
      'an endless range',
      { scaling: { kind: 'range', raw: [0, Number.POSITIVE_INFINITY], scaled: [0, 1], clamp: false } },
    ],
  ];
  for (const [what, more] of refused) {
    it(`refuses ${what}`, () => {
      const bad = { ...format('int16'), ...more } as ValueFormat;
      assert.throws(() => checkFormat(bad), tagErrors.badFormat.is);
    });
  }

  it('lets what can be kept to pass', () => {
    checkFormat(format('int16', { scaling: tenth }));
    checkFormat(format('bool', { bit: 15 }));
    checkFormat(format('string', { length: 123, encoding: 'utf8' }));
    checkFormat(format('uint64', { wide: 'bigint', sentinel: 'sunspec' }));
  });

  it('lets nothing pass that then fails by anything but a coded error', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, 0.1, -5), fc.anything());
    const pair = fc.oneof(fc.tuple(number, number), fc.anything());
    const scaling = fc.oneof(
      fc.record({ kind: fc.constant('factor'), factor: number, offset: number }),
      fc.record({ kind: fc.constant('range'), raw: pair, scaled: pair, clamp: fc.boolean() }),
      fc.anything(),
    );
    const any = fc.record(
      {
        type: fc.oneof(fc.constantFrom(...tagTypes), fc.anything({ withNullPrototype: true })),
        byteOrder: fc.constantFrom('ABCD', 'CDAB', 'toString'),
        length: fc.oneof(fc.integer({ min: -1, max: 130 }), fc.anything()),
        bit: fc.oneof(fc.integer({ min: -1, max: 17 }), fc.anything()),
        wide: fc.constantFrom('number', 'string', 'bigint', 1),
        sentinel: fc.constantFrom('none', 'sunspec', 'x'),
        scaling,
      },
      { requiredKeys: ['type', 'byteOrder'] },
    );
    const bytes = fc.uint8Array({ maxLength: 260 });
    fc.assert(
      fc.property(any, bytes, fc.oneof(fc.double(), fc.string(), fc.anything()), (given, data, value) => {
        const each = given as ValueFormat;
        try {
          checkFormat(each);
          const decoded = decodeValue(data, each);
          if (isValue(decoded)) assert.ok(typeof decoded !== 'number' || Number.isFinite(decoded));
          encodeValue(value, each);
        } catch (error) {
          assert.ok(isCodedError(error), `${error}`);
        }
      }),
      { seed, numRuns: 3_000 },
    );
  });
});
