import assert from 'node:assert/strict';
import { type NoValue, statusOf } from '@millwright/tags';
import type { DataType } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { decodeValue } from './decode.ts';
import type { S7Decoded } from './decoded.ts';
import { encodeValue } from './encode.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');

const title = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === 'bigint' ? `${each}n` : Object.is(each, -0) ? '-0' : each,
  );

const text = ({ type, length, count }: S7Format) =>
  `${type}${length === undefined ? '' : `[${length}]`}${count === undefined ? '' : `[${count}]`}`;

/** What the PLC sends, and why it is no value: the status and what it shows in its place. */
function isNoValue(
  decoded: S7Decoded,
  name: 'BadDecodingError' | 'UncertainSensorNotAccurate' | 'Uncertain',
  shown?: string,
): NoValue {
  assert.ok(typeof decoded === 'object' && 'status' in decoded, title(decoded));
  assert.equal(decoded.status.name, name);
  assert.equal(decoded.status.code, statusOf(name, '').code);
  assert.ok(decoded.status.reason.length > 10);
  if (shown !== undefined) assert.equal(decoded.text, shown);
  return decoded;
}

type Golden = readonly [S7Format | DataType, value: unknown, digits: string];

const formatOf = (format: S7Format | DataType): S7Format =>
  typeof format === 'string' ? { type: format } : format;

/** Both directions of each. */
function goldens(id: string, rows: readonly Golden[]): void {
  for (const [given, value, digits] of rows) {
    const format = formatOf(given);
    it(`${id}: has ${text(format)} ${title(value)} as ${digits}`, () => {
      assert.deepStrictEqual(decodeValue(bytesOf(digits), format), value);
      assert.equal(hex(encodeValue(value, format)), digits.replaceAll(' ', ''));
    });
  }
}

// Bytes are Python's (`struct`, `datetime`), or of the documents that a row names.

describe('golden bytes of bits and numbers', () => {
  for (const bit of [0, 3, 7]) {
    it(`S-R-01: has BOOL as bit ${bit} of its byte, the lowest one being 0`, () => {
      const byte = Uint8Array.of(1 << bit);
      assert.equal(decodeValue(byte, { type: 'BOOL' }, 0, bit), true);
      assert.equal(decodeValue(Uint8Array.of(0xff ^ (1 << bit)), { type: 'BOOL' }, 0, bit), false);
      assert.equal(hex(encodeValue(true, { type: 'BOOL' }, bit)), hex(byte));
      assert.equal(hex(encodeValue(false, { type: 'BOOL' }, bit)), '00');
    });
  }

  goldens('S-R-01', [
    ['BYTE', 0xab, 'ab'],
    ['WORD', 0xfffe, 'fffe'],
    ['DWORD', 0xff02_0304, 'ff020304'],
    ['INT', -2, 'fffe'],
    ['INT', 258, '0102'],
    ['INT', -0x8000, '8000'],
    ['DINT', -2, 'fffffffe'],
    ['DINT', 0x0102_0304, '01020304'],
    ['DINT', -0x8000_0000, '80000000'],
    ['REAL', 21.5, '41ac0000'],
    ['REAL', Math.fround(-0.1), 'bdcccccd'],
    ['REAL', -3.4028234663852886e38, 'ff7fffff'],
    ['REAL', 1.401298464324817e-45, '00000001'],
    ['REAL', -0, '80000000'],
  ]);

  it('S-R-01: finds a value anywhere within what was read', () => {
    const bytes = bytesOf('ffff 41ac0000 ffff');
    assert.equal(decodeValue(bytes, { type: 'REAL' }, 2), 21.5);
    // As an answer has it: bytes within a larger buffer.
    assert.equal(decodeValue(bytes.subarray(1), { type: 'REAL' }, 1), 21.5);
  });

  goldens('S-R-02', [
    ['SINT', -128, '80'],
    ['SINT', 127, '7f'],
    ['USINT', 200, 'c8'],
    ['UINT', 65_534, 'fffe'],
    ['UDINT', 0xffff_ffff, 'ffffffff'],
    ['LINT', -2, 'fffffffffffffffe'],
    ['LINT', Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
    ['LINT', Number.MIN_SAFE_INTEGER, 'ffe0000000000001'],
    ['ULINT', Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
    ['LWORD', 0x0102_0304_0506, '0000010203040506'],
    ['LREAL', 21.5, '4035800000000000'],
    ['LREAL', -Math.PI, 'c00921fb54442d18'],
    ['LREAL', 5e-324, '0000000000000001'],
    [{ type: 'LINT', wide: 'bigint' }, -(2n ** 63n), '8000000000000000'],
    [{ type: 'LINT', wide: 'string' }, '-9223372036854775808', '8000000000000000'],
    [{ type: 'ULINT', wide: 'bigint' }, 2n ** 64n - 1n, 'ffffffffffffffff'],
    [{ type: 'ULINT', wide: 'string' }, '18446744073709551615', 'ffffffffffffffff'],
    [{ type: 'LWORD', wide: 'bigint' }, 0x0102_0304_0506_0708n, '0102030405060708'],
    [{ type: 'LWORD', wide: 'bigint' }, 5n, '0000000000000005'],
    [{ type: 'LINT', wide: 'string' }, '7', '0000000000000007'],
  ]);

  for (const type of ['LINT', 'ULINT', 'LWORD'] as const) {
    it(`S-R-02: has no number for ${type} beyond 2^53, and its digits as text`, () => {
      const decoded = decodeValue(bytesOf('0020000000000000'), { type });
      assert.ok(typeof decoded === 'object' && 'status' in decoded);
      assert.equal(decoded.status.name, 'UncertainEngineeringUnitsExceeded');
      assert.equal(decoded.text, '9007199254740992');
    });
  }

  for (const [shown, digits] of [
    ['NaN', '7fc00000'],
    ['Infinity', '7f800000'],
    ['-Infinity', 'ff800000'],
  ] as const) {
    it(`never hands out ${shown} as a number`, () => {
      isNoValue(decodeValue(bytesOf(digits), { type: 'REAL' }), 'UncertainSensorNotAccurate', shown);
    });
  }
});

describe('golden bytes of texts', () => {
  goldens('S-R-03', [
    ['CHAR', 'A', '41'],
    ['CHAR', 'ü', 'fc'],
    ['WCHAR', '€', '20ac'],
    [{ type: 'STRING', length: 10 }, 'Hello', '0a05 48656c6c6f 0000000000'],
    [{ type: 'STRING', length: 5 }, 'Grüße', '0505 4772fcdf65'],
    [{ type: 'STRING', length: 4 }, '', '0400 00000000'],
    [{ type: 'STRING', length: 0 }, '', '0000'],
    [{ type: 'STRING', length: 254 }, 'x'.repeat(254), `fefe${'78'.repeat(254)}`],
    [{ type: 'WSTRING', length: 7 }, 'Grüße €', '00070007 0047007200fc00df0065002020ac'],
    [{ type: 'WSTRING', length: 4 }, '😀', '00040002 d83dde00 00000000'],
    [{ type: 'WSTRING', length: 0 }, '', '00000000'],
  ]);

  it('S-R-03: reads as many characters as there are, whatever stands behind them', () => {
    assert.equal(decodeValue(bytesOf('0a02 48656c6c6f4142434445'), { type: 'STRING', length: 10 }), 'He');
  });

  it('S-R-03: reads a text whose PLC has another room for it than the tag, while it fits', () => {
    assert.equal(decodeValue(bytesOf('fe02 4865 0000'), { type: 'STRING', length: 4 }), 'He');
    assert.equal(decodeValue(bytesOf('0202 4865 0000'), { type: 'STRING', length: 4 }), 'He');
    assert.equal(decodeValue(bytesOf('0000 0000 0000'), { type: 'STRING', length: 4 }), '');
  });

  for (const [digits, length, shown] of [
    ['0506 48656c6c6f', 5, '0x0506'],
    ['0001 48656c6c6f', 5, '0x0001'],
    ['ff05 48656c6c6f', 5, '0xff05'],
    ['ffff 48656c6c6f', 5, '0xffff'],
    ['fe06 48656c6c6f', 5, '0xfe06'],
  ] as const) {
    it(`S-R-03: finds no text behind the header ${shown}`, () => {
      isNoValue(decodeValue(bytesOf(digits), { type: 'STRING', length }), 'BadDecodingError', shown);
    });
  }

  for (const [digits, shown] of [
    ['00020003 00480065', '0x00020003'],
    ['00000001 00480065', '0x00000001'],
    ['3fff0001 00480065', '0x3fff0001'],
    ['3ffe0003 00480065', '0x3ffe0003'],
  ] as const) {
    it(`S-R-03: finds no wide text behind the header ${shown}`, () => {
      isNoValue(decodeValue(bytesOf(digits), { type: 'WSTRING', length: 2 }), 'BadDecodingError', shown);
    });
  }
});

describe('golden bytes of times and dates', () => {
  const day = (iso: string) => new Date(iso);

  goldens('S-R-04', [
    ['DATE', day('1990-01-01T00:00:00Z'), '0000'],
    ['DATE', day('2009-12-31T00:00:00Z'), '1c88'],
    ['DATE', day('2024-02-29T00:00:00Z'), '30bd'],
    ['DATE', day('2168-12-31T00:00:00Z'), 'ff62'],
    [{ type: 'DATE', dates: 'text' }, '2024-02-29', '30bd'],
    // TOD#10:20:30.400, T#1d2h15m30s45ms and others: the examples of the S7-1200's manual.
    ['TOD', 37_230_400, '02381740'],
    ['TOD', 86_399_999, '05265bff'],
    ['TIME', 94_530_045, '05a269fd'],
    ['TIME', -94_530_045, 'fa5d9603'],
    // LT#11350d20h25m14s830ms652us315ns
    [{ type: 'LTIME', wide: 'bigint' }, 980_713_514_830_652_315n, '0d9c31bee5e7e39b'],
    ['LTIME', -1_500, 'fffffffffffffa24'],
    // LTOD#10:20:30.400365215
    ['LTOD', 37_230_400_365_215, '000021dc60c9e29f'],
    ['LTOD', 86_399_999_999_999, '00004e94914effff'],
    // Time base 1 s with 127 as digits: the example of Siemens' manual of STL.
    ['S5TIME', 127_000, '2127'],
    ['S5TIME', 0, '0000'],
    ['S5TIME', 10, '0001'],
    ['S5TIME', 9_990, '0999'],
    ['S5TIME', 10_000, '1100'],
    ['S5TIME', 9_990_000, '3999'],
    // DTL#2008-12-16-20:30:20.250, a Tuesday
    ['DTL', day('2008-12-16T20:30:20.250Z'), '07d8 0c 10 03 14 1e 14 0ee6b280'],
    [{ type: 'DTL', dates: 'text' }, '2024-02-29T23:59:59.999999999Z', '07e8 02 1d 05 17 3b 3b 3b9ac9ff'],
    // DT#1993-12-25-08:12:34.567, a Saturday
    ['DT', day('1993-12-25T08:12:34.567Z'), '93 12 25 08 12 34 56 77'],
    ['DT', day('1990-01-01T00:00:00Z'), '90 01 01 00 00 00 00 02'],
    ['DT', day('2089-12-31T23:59:59.999Z'), '89 12 31 23 59 59 99 97'],
    [{ type: 'DT', dates: 'text' }, '2024-02-29T01:02:03.004Z', '24 02 29 01 02 03 00 45'],
    ['LDT', day('2008-10-25T08:12:34.567Z'), '10ffcc643d66afc0'],
    [{ type: 'LDT', dates: 'text' }, '2008-10-25T08:12:34.567000123Z', '10ffcc643d66b03b'],
    [{ type: 'LDT', dates: 'text' }, '2024-02-29T23:59:59.999999999Z', '17b87ae90fe8ffff'],
    [{ type: 'LDT', dates: 'text' }, '1970-01-01T00:00:00.000000000Z', '0000000000000000'],
    [{ type: 'LDT', dates: 'text' }, '2262-04-11T23:47:16.854775807Z', '7fffffffffffffff'],
  ]);

  it('S-R-04: reads a date whatever its day of the week says', () => {
    const christmas = day('1993-12-25T08:12:34.567Z');
    assert.deepStrictEqual(decodeValue(bytesOf('93 12 25 08 12 34 56 7f'), { type: 'DT' }), christmas);
    assert.deepStrictEqual(
      decodeValue(bytesOf('07d8 0c 10 00 14 1e 14 0ee6b280'), { type: 'DTL' }),
      day('2008-12-16T20:30:20.250Z'),
    );
  });

  it('S-R-04: reads a S5TIME whatever the two bits above its base say', () => {
    assert.equal(decodeValue(bytesOf('e127'), { type: 'S5TIME' }), 127_000);
  });

  const none: readonly (readonly [DataType, string, string])[] = [
    ['S5TIME', '212a', 'a digit above 9'],
    ['S5TIME', '0a00', 'a digit above 9'],
    ['DT', '9a 12 25 08 12 34 56 77', 'a digit above 9'],
    ['DT', '93 12 25 08 12 34 5a 77', 'a digit above 9'],
    ['DT', '93 12 25 08 12 34 56 a7', 'a digit above 9'],
    ['DT', '93 13 25 08 12 34 56 77', 'a thirteenth month'],
    ['DT', '93 00 25 08 12 34 56 77', 'no month'],
    ['DT', '93 02 29 08 12 34 56 77', 'a leap day in a year without'],
    ['DT', '93 12 00 08 12 34 56 77', 'no day'],
    ['DT', '93 12 25 24 12 34 56 77', 'hour 24'],
    ['DT', '93 12 25 08 60 34 56 77', 'minute 60'],
    ['DT', '93 12 25 08 12 60 56 77', 'second 60'],
    ['DT', '00 00 00 00 00 00 00 00', 'nothing but zeros'],
    ['DTL', '0000 00 00 00 00 00 00 00000000', 'nothing but zeros'],
    ['DTL', '07e7 02 1d 05 17 3b 3b 3b9ac9ff', 'a leap day in a year without'],
    ['DTL', '07b1 0c 10 03 14 1e 14 0ee6b280', 'a year before 1970'],
    ['DTL', '07d8 0c 10 03 14 1e 14 3b9aca00', 'a second of nanoseconds'],
    ['LDT', '8000000000000000', 'a moment after the last one'],
    ['TOD', '05265c00', 'a whole day'],
    ['LTOD', '00004e94914f0000', 'a whole day'],
    ['LTOD', 'ffffffffffffffff', 'more than a day'],
    ['COUNTER', '001f', 'a digit above 9'],
    ['TIMER', '000f', 'a digit above 9'],
  ];
  for (const [type, digits, what] of none) {
    it(`S-R-04: finds no ${type} in ${digits}: ${what}`, () => {
      isNoValue(decodeValue(bytesOf(digits), { type }), 'BadDecodingError');
    });
  }
});

describe('golden bytes of arrays', () => {
  goldens('S-R-05', [
    [
      { type: 'INT', count: 10 },
      [0, 1, -1, 2, -2, 3, -3, 4, -4, 258],
      '0000 0001 ffff 0002 fffe 0003 fffd 0004 fffc 0102',
    ],
    [{ type: 'INT', count: 1 }, [7], '0007'],
    [{ type: 'BYTE', count: 3 }, [1, 2, 255], '0102ff'],
    [{ type: 'REAL', count: 2 }, [21.5, 0], '41ac0000 00000000'],
    [{ type: 'CHAR', count: 2 }, ['O', 'K'], '4f4b'],
    [{ type: 'LINT', count: 2, wide: 'bigint' }, [1n, -2n], '0000000000000001 fffffffffffffffe'],
    // Elements begin at even bytes: the last one has no byte behind it.
    [{ type: 'STRING', length: 3, count: 2 }, ['ab', 'c'], '0302 616200 00 0301 630000'],
    [{ type: 'STRING', length: 2, count: 2 }, ['ab', 'c'], '0202 6162 0201 6300'],
    [{ type: 'WSTRING', length: 1, count: 2 }, ['a', ''], '00010001 0061 00010000 0000'],
    [{ type: 'DATE', count: 2 }, [new Date('1990-01-01'), new Date('2024-02-29')], '0000 30bd'],
    [{ type: 'TIMER', count: 2 }, [127_000, 10], '2127 0001'],
  ]);

  it('S-R-05: has BOOL[17] from bit 3 on in three bytes', () => {
    const format: S7Format = { type: 'BOOL', count: 17 };
    // From the lowest bit of each byte on: 1 1 0 1 0 | 0 1 0 1 0 1 0 1 | 1 0 0 1
    const values = [1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1].map(Boolean);
    assert.equal(hex(encodeValue(values, format, 3)), '58aa09');
    assert.deepStrictEqual(decodeValue(bytesOf('58aa09'), format, 0, 3), values);
    // What surrounds them is not theirs.
    assert.deepStrictEqual(decodeValue(bytesOf('00 5faaf9'), format, 1, 3), values);
  });

  it('keeps the elements of an array that are values, and says which are none', () => {
    const decoded = decodeValue(bytesOf('41ac0000 7fc00000 00000000'), { type: 'REAL', count: 3 });
    const { value, status } = isNoValue(decoded, 'Uncertain', '[1] = NaN');
    assert.deepStrictEqual(value, [21.5, null, 0]);
    assert.match(status.reason, /^1 of 3 elements are no values\. \[1\]: /);
  });

  it('has no array where none of its elements is a value', () => {
    const format: S7Format = { type: 'STRING', length: 2, count: 2 };
    const none = isNoValue(decodeValue(bytesOf('0203 6162 0203 6162'), format), 'BadDecodingError');
    assert.equal(none.value, undefined);
    assert.equal(none.text, '[0] = 0x0203, [1] = 0x0203');
  });

  it('tells of ten elements at most what came in their place', () => {
    const decoded = decodeValue(new Uint8Array(400).fill(0xff), { type: 'REAL', count: 100 });
    const { text: told = '', status } = isNoValue(decoded, 'UncertainSensorNotAccurate');
    assert.equal(told.split(', ').length, 10);
    assert.match(status.reason, /^100 of 100 elements/);
  });
});

describe('golden bytes of timers and counters', () => {
  goldens('S-R-06', [
    ['TIMER', 127_000, '2127'],
    ['TIMER', 5_500, '0550'],
    ['COUNTER', 127, '0127'],
    ['COUNTER', 999, '0999'],
    ['COUNTER', 0, '0000'],
  ]);
});
