import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import fc from 'fast-check';
import { tagErrors } from '../errors.ts';
import { decodeValue } from './decode.ts';
import { isValue } from './decoded.ts';
import { encodeValue } from './encode.ts';
import { byteOrders, numberTypes, registersOf, type TagType, type ValueFormat, wideForms } from './format.ts';
import type { Scaling } from './scaling.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const order = fc.constantFrom(...byteOrders);
const integer = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const whole = (max: number) => fc.integer({ min: 0, max });
const real = { noNaN: true, noDefaultInfinity: true } as const;

/** Any value that a type can hold, as the format wants it. */
function fitting(format: ValueFormat): fc.Arbitrary<unknown> {
  const { type, wide = 'number' } = format;
  switch (type) {
    case 'bool':
      return fc.boolean();
    case 'int16':
      return integer(16);
    case 'uint16':
      return whole(0xffff);
    case 'int32':
      return integer(32);
    case 'uint32':
      return whole(0xffff_ffff);
    case 'bcd16':
      return whole(9_999);
    case 'bcd32':
      return whole(99_999_999);
    case 'float32':
      return fc.float(real);
    case 'float64':
      return fc.double(real);
    case 'string':
      return textOf(format);
    default: {
      const min = type === 'int64' ? -(2n ** 63n) : 0n;
      const any = fc.bigInt({ min, max: type === 'int64' ? 2n ** 63n - 1n : 2n ** 64n - 1n });
      if (wide === 'bigint') return any;
      if (wide === 'string') return any.map(String);
      return fc.maxSafeInteger().map((value) => (type === 'int64' ? value : Math.abs(value)));
    }
  }
}

/** Texts that fit, and that do not end in what is taken for padding. */
function textOf({ encoding, length = 1 }: ValueFormat): fc.Arbitrary<string> {
  const unit = encoding === 'utf8' ? 'binary' : whole(0xfe).map((code) => String.fromCharCode(code + 1));
  const size = (text: string) => (encoding === 'utf8' ? Buffer.byteLength(text) : text.length);
  return fc.string({ unit, maxLength: length * 2 }).map((text) => {
    const characters = [...text.replaceAll('\0', '.')];
    while (size(characters.join('')) > length * 2) characters.pop();
    return characters.join('').replace(/ +$/, '');
  });
}

const formatOf = (type: TagType): fc.Arbitrary<ValueFormat> =>
  fc.record(
    {
      type: fc.constant(type),
      byteOrder: order,
      length: fc.integer({ min: 1, max: 12 }),
      encoding: fc.constantFrom('latin1' as const, 'utf8' as const),
      wide: fc.constantFrom(...wideForms),
      ...(type === 'bool' && { bit: whole(15) }),
    },
    { requiredKeys: ['type', 'byteOrder', 'length'] },
  );

describe(`value codec (seed ${seed})`, () => {
  for (const type of ['bool', 'string', ...numberTypes] as const) {
    it(`M-D-01: brings every ${type} back in every byte order`, () => {
      const pair = formatOf(type).chain((format) => fc.tuple(fc.constant(format), fitting(format)));
      fc.assert(
        fc.property(pair, whole(3), ([format, value], before) => {
          const bytes = encodeValue(value, format);
          const alone = type === 'bool' && format.bit === undefined;
          assert.equal(bytes.length, alone ? 1 : registersOf(format) * 2);
          const amid = Buffer.concat([Buffer.alloc(before, 0xa5), bytes, Buffer.alloc(2, 0x5a)]);
          assert.deepStrictEqual(decodeValue(amid, format, before), value);
        }),
        { seed },
      );
    });
  }

  for (const type of numberTypes) {
    it(`M-D-01: makes the same bytes of what ${type} came from, or hands out nothing`, () => {
      fc.assert(
        fc.property(
          order,
          fc.constantFrom(...wideForms),
          fc.uint8Array({ minLength: 8, maxLength: 8 }),
          (byteOrder, wide, bytes) => {
            const format: ValueFormat = { type, byteOrder, wide };
            const value = decodeValue(bytes, format);
            if (!isValue(value)) return;
            assert.deepEqual(encodeValue(value, format), bytes.subarray(0, registersOf(format) * 2));
          },
        ),
        { seed, numRuns: 300 },
      );
    });
  }

  const decimal = fc.tuple(fc.integer({ min: -9_999, max: 9_999 }), whole(5)).map(([n, e]) => n / 10 ** e);
  const scaling: fc.Arbitrary<Scaling> = fc.oneof(
    fc.record({ kind: fc.constant('factor' as const), factor: decimal, offset: decimal }),
    fc.record({
      kind: fc.constant('range' as const),
      raw: fc.constantFrom<readonly [number, number]>([0, 27_648], [-27_648, 27_648], [4_095, 0], [0, 9_999]),
      scaled: fc.tuple(decimal, decimal),
      clamp: fc.constant(false),
    }),
  );
  const sensible = (each: Scaling) =>
    each.kind === 'factor' ? Math.abs(each.factor) > 1e-5 : Math.abs(each.scaled[1] - each.scaled[0]) > 1e-3;

  for (const type of ['int16', 'uint16', 'int32', 'uint32', 'bcd16', 'bcd32'] as const) {
    it(`M-D-06: brings every step of a scaled ${type} back`, () => {
      const raw = fitting({ type, byteOrder: 'ABCD' });
      fc.assert(
        fc.property(raw, order, scaling.filter(sensible), (value, byteOrder, scale) => {
          const [plain, format]: ValueFormat[] = [
            { type, byteOrder },
            { type, byteOrder, scaling: scale },
          ];
          assert.ok(plain && format);
          const bytes = encodeValue(value, plain);
          assert.deepEqual(encodeValue(decodeValue(bytes, format), format), bytes);
        }),
        { seed, numRuns: 500 },
      );
    });
  }

  it('M-D-06: writes the nearest step of a scaled tag, at most half of one away', () => {
    const unit = { type: 'int32', byteOrder: 'ABCD' } as const;
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        scaling.filter(sensible),
        (value, scale) => {
          const format: ValueFormat = { ...unit, scaling: scale };
          let bytes: Uint8Array;
          try {
            bytes = encodeValue(value, format);
          } catch (error) {
            assert.ok(tagErrors.valueDoesNotFit.is(error));
            return;
          }
          const step =
            Number(decodeValue(Buffer.from('00000001', 'hex'), format)) -
            Number(decodeValue(Buffer.alloc(4), format));
          const off = Math.abs(Number(decodeValue(bytes, format)) - value);
          assert.ok(
            off <= Math.abs(step) * 0.5 + 1e-6 * Math.abs(step) + 1e-9,
            `${off} off, a step is ${step}`,
          );
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('refuses whatever is no value of the type with a coded error, and never anything else', () => {
    const type = fc.constantFrom<TagType>('bool', 'string', ...numberTypes);
    fc.assert(
      fc.property(
        type.chain(formatOf),
        fc.anything({ withBigInt: true, withDate: true }),
        (format, value) => {
          let bytes: Uint8Array;
          try {
            bytes = encodeValue(value, format);
          } catch (error) {
            assert.ok(isCodedError(error));
            return;
          }
          assert.ok(isValue(decodeValue(bytes, format)));
        },
      ),
      { seed, numRuns: 2_000 },
    );
  });
});
