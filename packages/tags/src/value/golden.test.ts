import assert from 'node:assert/strict';
import { decodeValue } from './decode.ts';
import { type Decoded, isValue, type NoValue } from './decoded.ts';
import { encodeValue } from './encode.ts';
import { byteOrders, type NumberType, type TagValue, type ValueFormat } from './format.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');

type Orders = readonly [ABCD: string, CDAB: string, BADC: string, DCBA: string];

/** Type, value, and its bytes in each order: written by hand, and each compared with what Python's `struct` makes of it. */
const numbers: readonly [NumberType, number | bigint, Orders][] = [
  ['int16', -2, ['fffe', 'fffe', 'feff', 'feff']],
  ['int16', 258, ['0102', '0102', '0201', '0201']],
  ['int16', -0x8000, ['8000', '8000', '0080', '0080']],
  ['uint16', 65_534, ['fffe', 'fffe', 'feff', 'feff']],
  ['uint16', 0x1234, ['1234', '1234', '3412', '3412']],
  ['int32', -2, ['fffffffe', 'fffeffff', 'fffffeff', 'feffffff']],
  ['int32', 0x0102_0304, ['01020304', '03040102', '02010403', '04030201']],
  ['int32', -0x8000_0000, ['80000000', '00008000', '00800000', '00000080']],
  ['uint32', 0xff02_0304, ['ff020304', '0304ff02', '02ff0403', '040302ff']],
  ['uint32', 0xffff_ffff, ['ffffffff', 'ffffffff', 'ffffffff', 'ffffffff']],
  [
    'int64',
    0x0102_0304_0506_0708n,
    ['0102030405060708', '0708050603040102', '0201040306050807', '0807060504030201'],
  ],
  ['int64', -2n, ['fffffffffffffffe', 'fffeffffffffffff', 'fffffffffffffeff', 'feffffffffffffff']],
  ['int64', -(2n ** 63n), ['8000000000000000', '0000000000008000', '0080000000000000', '0000000000000080']],
  [
    'uint64',
    0xff02_0304_0506_0708n,
    ['ff02030405060708', '070805060304ff02', '02ff040306050807', '08070605040302ff'],
  ],
  ['float32', 21.5, ['41ac0000', '000041ac', 'ac410000', '0000ac41']],
  ['float32', -0, ['80000000', '00008000', '00800000', '00000080']],
  ['float32', 3.4028234663852886e38, ['7f7fffff', 'ffff7f7f', '7f7fffff', 'ffff7f7f']],
  ['float64', 21.5, ['4035800000000000', '0000000080004035', '3540008000000000', '0000000000803540']],
  ['float64', -Math.PI, ['c00921fb54442d18', '2d18544421fbc009', '09c0fb214454182d', '182d4454fb2109c0']],
  [
    'float64',
    Number.MIN_VALUE,
    ['0000000000000001', '0001000000000000', '0000000000000100', '0100000000000000'],
  ],
];

const name = (value: TagValue) => (Object.is(value, -0) ? '-0' : `${value}`);

/** Checks both directions of a value and its bytes. */
function agrees(value: TagValue, format: ValueFormat, digits: string): void {
  assert.equal(hex(encodeValue(value, format)), digits.replaceAll(' ', ''));
  assert.deepStrictEqual(decodeValue(bytesOf(digits), format), value);
}

describe('golden vectors', () => {
  for (const [type, value, orders] of numbers) {
    for (const [index, byteOrder] of byteOrders.entries()) {
      it(`M-D-01: has ${type} ${name(value)} as ${orders[index]} in ${byteOrder}`, () => {
        agrees(value, { type, byteOrder, wide: 'bigint' }, orders[index] ?? '');
      });
    }
  }

  it('M-D-01: finds a value amid others', () => {
    const bytes = bytesOf('ffff 0304 ff02 ffff');
    assert.equal(decodeValue(bytes, { type: 'uint32', byteOrder: 'CDAB' }, 2), 0xff02_0304);
  });

  it('M-D-01: makes no value of fewer bytes than it has', () => {
    const format: ValueFormat = { type: 'uint32', byteOrder: 'ABCD' };
    const { status } = noValue(decodeValue(bytesOf('ff02 0304'), format, 2));
    assert.equal(status.name, 'BadDecodingError');
    assert.equal(status.reason, '2 bytes where 4 make a value');
  });

  const wide: readonly [type: 'int64' | 'uint64', digits: string, exact: bigint][] = [
    ['int64', '0020 0000 0000 0000', 2n ** 53n],
    ['int64', 'ffe0 0000 0000 0000', -(2n ** 53n)],
    ['int64', '7fff ffff ffff ffff', 2n ** 63n - 1n],
    ['uint64', '0020 0000 0000 0001', 2n ** 53n + 1n],
    ['uint64', 'ffff ffff ffff ffff', 2n ** 64n - 1n],
  ];
  for (const [type, digits, exact] of wide) {
    it(`M-D-02: never rounds ${type} ${exact}`, () => {
      const format = { type, byteOrder: 'ABCD' } as const;
      const { status, text } = noValue(decodeValue(bytesOf(digits), format));
      assert.equal(status.name, 'UncertainEngineeringUnitsExceeded');
      assert.equal(text, `${exact}`);
      agrees(`${exact}`, { ...format, wide: 'string' }, digits);
      agrees(exact, { ...format, wide: 'bigint' }, digits);
      assert.equal(hex(encodeValue(`${exact}`, format)), digits.replaceAll(' ', ''));
    });
  }

  it('M-D-02: is a number up to 2^53 - 1 on both sides of zero, and never changes its JavaScript type', () => {
    const format = { type: 'int64', byteOrder: 'ABCD' } as const;
    agrees(Number.MAX_SAFE_INTEGER, format, '001f ffff ffff ffff');
    agrees(Number.MIN_SAFE_INTEGER, format, 'ffe0 0000 0000 0001');
    agrees('7', { ...format, wide: 'string' }, '0000 0000 0000 0007');
    agrees(7n, { ...format, wide: 'bigint' }, '0000 0000 0000 0007');
  });

  for (const [digits, text] of [
    ['7fc00000', 'NaN'],
    ['ffc00001', 'NaN'],
    ['7f800000', 'Infinity'],
    ['ff800000', '-Infinity'],
  ] as const) {
    it(`M-D-03: gives no value for ${digits}, which is ${text}`, () => {
      const decoded = noValue(decodeValue(bytesOf(digits), { type: 'float32', byteOrder: 'ABCD' }));
      assert.equal(decoded.status.name, 'UncertainSensorNotAccurate');
      assert.equal(decoded.text, text);
      assert.deepEqual(JSON.parse(JSON.stringify(decoded)), decoded);
    });
  }

  for (let bit = 0; bit < 16; bit += 1) {
    it(`M-D-04: numbers bit ${bit} alike in reading and writing`, () => {
      for (const byteOrder of byteOrders) {
        const format: ValueFormat = { type: 'bool', byteOrder, bit };
        const mask = encodeValue(true, format);
        const swapped = byteOrder === 'BADC' || byteOrder === 'DCBA';
        assert.equal(
          hex(mask),
          hex(encodeValue(2 ** bit, { type: 'uint16', byteOrder: swapped ? 'BADC' : 'ABCD' })),
        );
        assert.equal(decodeValue(mask, format), true);
        assert.equal(
          decodeValue(
            mask.map((byte) => ~byte),
            format,
          ),
          false,
        );
        assert.equal(hex(encodeValue(false, format)), '0000');
      }
    });
  }

  it('M-D-04: takes a bit of a bit area as a byte of its own', () => {
    agrees(true, { type: 'bool', byteOrder: 'ABCD' }, '01');
    agrees(false, { type: 'bool', byteOrder: 'DCBA' }, '00');
  });

  const texts: readonly [what: string, value: string, digits: string, format: Omit<ValueFormat, 'type'>][] = [
    ['text that fills its registers', 'PUMP', '5055 4d50', { byteOrder: 'ABCD', length: 2 }],
    ['text with its bytes swapped', 'PUMP', '5550 504d', { byteOrder: 'BADC', length: 2 }],
    [
      'text of a device with reversed words: its registers stay in order',
      'PUMP',
      '5055 4d50',
      { byteOrder: 'CDAB', length: 2 },
    ],
    ['text of an odd length, swapped', 'abc', '6261 0063', { byteOrder: 'DCBA', length: 2 }],
    ['text padded with NUL', 'ab', '6162 0000 0000', { byteOrder: 'ABCD', length: 3 }],
    ['latin1', 'Öl 20°', 'd66c 2032 30b0', { byteOrder: 'ABCD', length: 3 }],
    [
      'latin1 where windows-1252 has other characters',
      '\u0080\u009f',
      '809f',
      { byteOrder: 'ABCD', length: 1 },
    ],
    ['UTF-8', 'Öl €', 'c396 6c20 e282 ac00', { byteOrder: 'ABCD', length: 4, encoding: 'utf8' }],
    [
      'UTF-8 beyond the first plane, swapped',
      '😀',
      '9ff0 8098',
      { byteOrder: 'BADC', length: 2, encoding: 'utf8' },
    ],
    ['no text', '', '0000', { byteOrder: 'ABCD', length: 1 }],
    ['leading spaces', '  7', '2020 3700', { byteOrder: 'ABCD', length: 2 }],
  ];
  for (const [what, value, digits, format] of texts) {
    it(`M-D-05: has ${what}`, () => agrees(value, { ...format, type: 'string' }, digits));
  }

  it('M-D-05: ends a text at its first NUL and trims the spaces that pad it', () => {
    const format: ValueFormat = { type: 'string', byteOrder: 'ABCD', length: 4 };
    assert.equal(decodeValue(bytesOf('6162 2020 2020 2020'), format), 'ab');
    assert.equal(decodeValue(bytesOf('6162 2000 7879 7a21'), format), 'ab');
    assert.equal(decodeValue(bytesOf('2020 2020 2020 2020'), format), '');
  });

  it('M-D-05: invents no character for bytes that are no UTF-8', () => {
    const format: ValueFormat = { type: 'string', byteOrder: 'ABCD', length: 1, encoding: 'utf8' };
    const { status, text } = noValue(decodeValue(bytesOf('6cd6'), format));
    assert.equal(status.name, 'BadDecodingError');
    assert.equal(text, 'lÖ');
  });

  it('M-D-07: has BCD digits in every byte order', () => {
    const [two, four] = [
      ['1234', '1234', '3412', '3412'],
      ['01234567', '45670123', '23016745', '67452301'],
    ];
    for (const [index, byteOrder] of byteOrders.entries()) {
      agrees(1_234, { type: 'bcd16', byteOrder }, two[index] ?? '');
      agrees(1_234_567, { type: 'bcd32', byteOrder }, four[index] ?? '');
    }
    agrees(99_999_999, { type: 'bcd32', byteOrder: 'ABCD' }, '99999999');
  });

  it('M-D-07: takes no digit above nine for a number', () => {
    const { status, text } = noValue(decodeValue(bytesOf('01a4'), { type: 'bcd16', byteOrder: 'ABCD' }));
    assert.equal(status.name, 'BadDecodingError');
    assert.equal(text, '0x01a4');
  });

  for (const [type, digits] of [
    ['int16', '8000'],
    ['uint16', 'ffff'],
    ['int32', '80000000'],
    ['uint32', 'ffffffff'],
    ['int64', '8000000000000000'],
    ['uint64', 'ffffffffffffffff'],
    ['float32', '7fc00000'],
    ['float64', '7ff8000000000000'],
    ['bcd16', 'ffff'],
    ['bcd32', 'ffffffff'],
    ['string', '00000000'],
    ['bool', 'ffff'],
  ] as const) {
    it(`M-D-07: knows ${digits} of ${type} for SunSpec's "not implemented", uncertain or bad as the tag says`, () => {
      const format: ValueFormat = { type, byteOrder: 'ABCD', sentinel: 'sunspec', length: 2, bit: 3 };
      const scaled: ValueFormat = { ...format, scaling: { kind: 'factor', factor: 0.1, offset: 0 } };
      for (const each of [format, scaled]) {
        assert.equal(noValue(decodeValue(bytesOf(digits), each)).status.name, 'Uncertain');
        const bad = noValue(decodeValue(bytesOf(digits), { ...each, sentinelQuality: 'bad' }));
        assert.equal(bad.status.name, 'BadNotImplemented');
      }
    });
  }

  it('M-D-07: takes the same bits for a value where the tag knows no sentinels', () => {
    agrees(-0x8000, { type: 'int16', byteOrder: 'ABCD' }, '8000');
    agrees(0xffff, { type: 'uint16', byteOrder: 'ABCD', sentinel: 'none' }, 'ffff');
  });
});

function noValue(decoded: Decoded): NoValue {
  assert.ok(!isValue(decoded), `${decoded} was handed out`);
  return decoded;
}
