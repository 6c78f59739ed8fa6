import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeNumber, encodeNumber } from './codec.ts';
import { tagErrors } from './errors.ts';
import { type ByteOrder, byteOrders, bytesOf, type WordType, wordTypes } from './types.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Type, value, and its bytes as ABCD, CDAB, BADC and DCBA. */
const golden: readonly [WordType, number, Record<ByteOrder, string>][] = [
  ['int16', -2, { ABCD: 'fffe', CDAB: 'fffe', BADC: 'feff', DCBA: 'feff' }],
  ['int16', 258, { ABCD: '0102', CDAB: '0102', BADC: '0201', DCBA: '0201' }],
  ['uint16', 65_534, { ABCD: 'fffe', CDAB: 'fffe', BADC: 'feff', DCBA: 'feff' }],
  ['int32', -2, { ABCD: 'fffffffe', CDAB: 'fffeffff', BADC: 'fffffeff', DCBA: 'feffffff' }],
  ['int32', 0x0102_0304, { ABCD: '01020304', CDAB: '03040102', BADC: '02010403', DCBA: '04030201' }],
  ['uint32', 0xff02_0304, { ABCD: 'ff020304', CDAB: '0304ff02', BADC: '02ff0403', DCBA: '040302ff' }],
  ['float32', 21.5, { ABCD: '41ac0000', CDAB: '000041ac', BADC: 'ac410000', DCBA: '0000ac41' }],
  ['float32', -0, { ABCD: '80000000', CDAB: '00008000', BADC: '00800000', DCBA: '00000080' }],
];

const numberOf: Record<WordType, fc.Arbitrary<number>> = {
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  int32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  float32: fc.float(),
};

describe(`number codec (seed ${seed})`, () => {
  for (const [type, value, orders] of golden) {
    for (const order of byteOrders) {
      it(`has ${type} ${Object.is(value, -0) ? '-0' : value} as ${orders[order]} in ${order}`, () => {
        assert.equal(hex(encodeNumber(value, type, order)), orders[order]);
        assert.ok(Object.is(decodeNumber(Buffer.from(orders[order], 'hex'), type, order), value));
      });
    }
  }

  for (const type of wordTypes) {
    it(`brings every ${type} back in every byte order`, () => {
      fc.assert(
        fc.property(numberOf[type], fc.constantFrom(...byteOrders), (value, order) => {
          const bytes = encodeNumber(value, type, order);
          assert.equal(bytes.length, bytesOf(type));
          assert.ok(Object.is(decodeNumber(bytes, type, order), value));
        }),
        { seed },
      );
    });

    it(`brings every pattern of bytes back through ${type}, but for what a NaN carries`, () => {
      const size = bytesOf(type);
      fc.assert(
        fc.property(
          fc.uint8Array({ minLength: size, maxLength: size }),
          fc.constantFrom(...byteOrders),
          (bytes, order) => {
            const value = decodeNumber(bytes, type, order);
            if (!Number.isNaN(value)) assert.deepEqual(encodeNumber(value, type, order), bytes);
          },
        ),
        { seed },
      );
    });
  }

  it('refuses what a type cannot hold instead of wrapping or rounding it', () => {
    const refused: readonly [WordType, number][] = [
      ['int16', 32_768],
      ['int16', -32_769],
      ['uint16', -1],
      ['uint16', 65_536],
      ['uint16', 1.5],
      ['int32', 2 ** 31],
      ['uint32', 2 ** 32],
      ['uint32', Number.NaN],
      ['int32', Number.POSITIVE_INFINITY],
      ['float32', 1e39],
    ];
    for (const [type, value] of refused) {
      assert.throws(
        () => encodeNumber(value, type, 'ABCD'),
        tagErrors.valueDoesNotFit.is,
        `${value} as ${type}`,
      );
    }
  });
});
