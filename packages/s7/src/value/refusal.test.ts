import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import type { DataType } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { encodeValue, heldValue } from './encode.ts';
import { writesOf } from './writes.ts';

type Refused = readonly [S7Format | DataType, value: unknown, code: string, words: RegExp];

const formatOf = (format: S7Format | DataType): S7Format =>
  typeof format === 'string' ? { type: format } : format;

function refuses(id: string, rows: readonly Refused[]): void {
  for (const [given, value, code, words] of rows) {
    const format: S7Format = { ...formatOf(given), name: 'speed' };
    const shown = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? `${value}`);
    it(`${id}: refuses ${shown} for ${JSON.stringify(given)}: ${code}`, () => {
      assert.throws(
        () => encodeValue(value, format),
        (error) => {
          assert.ok(isCodedError(error));
          assert.equal(error.code, code);
          assert.equal(error.family, 'caller');
          assert.match(error.message, words);
          assert.match(error.message, /speed/);
          return true;
        },
      );
    });
  }
}

const unfit = 's7.value-does-not-fit';
const wrong = 's7.wrong-type';

describe('values that are not written', () => {
  refuses('S-W-02', [
    ['INT', 70_000, unfit, /^70000 does not fit into speed, which is INT: it takes -32768 to 32767$/],
    ['INT', -32_769, unfit, /-32768 to 32767/],
    ['INT', 1.5, unfit, /no whole number/],
    ['INT', Number.NaN, unfit, /no number to reckon with/],
    ['INT', '5', wrong, /^A value of the kind "string" was given where speed is INT, which takes a number$/],
    ['INT', true, wrong, /a number/],
    ['INT', null, wrong, /"null"/],
    ['INT', undefined, wrong, /"undefined"/],
    ['INT', [5], wrong, /"array"/],
    ['BYTE', 256, unfit, /0 to 255/],
    ['BYTE', -1, unfit, /0 to 255/],
    ['SINT', 128, unfit, /-128 to 127/],
    ['WORD', -1, unfit, /0 to 65535/],
    ['UDINT', 2 ** 32, unfit, /0 to 4294967295/],
    ['DINT', 2 ** 31, unfit, /-2147483648 to 2147483647/],
    ['LINT', 2 ** 53, unfit, /text or BigInt/],
    ['LINT', 2n ** 63n, unfit, /9223372036854775807/],
    ['LINT', '1e3', unfit, /no whole number/],
    ['LINT', '', unfit, /no whole number/],
    ['ULINT', -1n, unfit, /0 to 18446744073709551615/],
    ['ULINT', '18446744073709551616', unfit, /0 to/],
    ['REAL', 'x', wrong, /a number/],
    ['REAL', 1e39, unfit, /too large/],
    ['REAL', 1e-60, unfit, /too small/],
    ['REAL', Number.POSITIVE_INFINITY, unfit, /no number to reckon with/],
    ['REAL', 5n, wrong, /"bigint"/],
    ['LREAL', Number.NaN, unfit, /no number to reckon with/],
    ['BOOL', 1, wrong, /true or false/],
    ['BOOL', 'true', wrong, /true or false/],
    ['CHAR', 'AB', unfit, /one character/],
    ['CHAR', '', unfit, /one character/],
    ['CHAR', '€', unfit, /Latin-1/],
    ['CHAR', 65, wrong, /a text/],
    ['WCHAR', '😀', unfit, /one character/],
    [{ type: 'STRING', length: 3 }, 'abcd', unfit, /4 characters, and there is room for 3/],
    [{ type: 'STRING', length: 3 }, '5 €', unfit, /€ is no character of Latin-1/],
    [{ type: 'STRING', length: 3 }, '😀', unfit, /😀 is no character of Latin-1/],
    [{ type: 'STRING', length: 3 }, 5, wrong, /a text/],
    [{ type: 'STRING', length: 0 }, 'a', unfit, /room for 0/],
    [{ type: 'WSTRING', length: 1 }, '😀', unfit, /2 characters, and there is room for 1/],
    ['DTL', new Date(Number.NaN), unfit, /^an invalid Date does not fit .*: it is no date$/],
    ['DTL', '2024-13-01', unfit, /no date such as/],
    ['DTL', '2023-02-29T00:00:00Z', unfit, /no date such as/],
    ['DTL', '2024-02-29T24:00:00Z', unfit, /no date such as/],
    ['DTL', '2024-02-29T12:00:00+24:00', unfit, /no date such as/],
    ['DTL', '2024-02-29T12:00:00-01:60', unfit, /no date such as/],
    ['DTL', 'tomorrow', unfit, /no date such as/],
    ['DTL', 1_700_000_000_000, wrong, /a Date or ISO text/],
    ['DTL', {}, wrong, /a Date or ISO text/],
    ['DTL', '1969-12-31T23:59:59Z', unfit, /1970 to 2554/],
    ['DTL', '2555-01-01', unfit, /1970 to 2554/],
    ['DT', '1989-12-31T23:59:59Z', unfit, /1990 to 2089/],
    ['DT', '2090-01-01', unfit, /1990 to 2089/],
    ['DT', '2024-01-01T00:00:00.0001Z', unfit, /milliseconds at most/],
    ['LDT', '1969-12-31', unfit, /1970 to 2262/],
    ['LDT', '2262-04-11T23:47:16.854775808Z', unfit, /1970 to 2262/],
    ['DATE', '1989-12-31', unfit, /1990-01-01 to 2169-06-06/],
    ['DATE', '2169-06-07', unfit, /1990-01-01 to 2169-06-06/],
    ['DATE', new Date('2024-02-29T12:00:00Z'), unfit, /time of day/],
    ['TOD', 86_400_000, unfit, /0 to 86399999/],
    ['LTOD', 86_400_000_000_000, unfit, /0 to 86399999999999/],
    ['TIME', 2 ** 31, unfit, /2147483647/],
    ['S5TIME', 15, unfit, /steps of 10 ms/],
    ['S5TIME', 10_010, unfit, /steps of 10 ms/],
    ['S5TIME', 9_990_001, unfit, /0 to 9990000/],
    ['S5TIME', -10, unfit, /0 to 9990000/],
    ['COUNTER', 1_000, unfit, /0 to 999/],
    [
      { type: 'INT', scaling: { kind: 'factor', factor: 0.1, offset: 0 } },
      4_000,
      unfit,
      /-32768 to 32767 before it is scaled/,
    ],
    [
      { type: 'INT', scaling: { kind: 'range', raw: [0, 27_648], scaled: [0, 100], clamp: true } },
      101,
      unfit,
      /outside of the scaled range/,
    ],
    [{ type: 'LINT', scaling: { kind: 'factor', factor: 1, offset: 0 } }, '5', wrong, /a number/],
  ]);

  refuses('S-W-06', [
    [
      { type: 'INT', count: 3 },
      [1, 2],
      's7.wrong-length',
      /^2 elements were given where speed is INT\[3\], which has 3$/,
    ],
    [{ type: 'INT', count: 3 }, [1, 2, 3, 4], 's7.wrong-length', /^4 elements .* which has 3$/],
    [{ type: 'INT', count: 3 }, [], 's7.wrong-length', /^0 elements/],
    [
      { type: 'BOOL', count: 17 },
      new Array(16).fill(true),
      's7.wrong-length',
      /^16 elements .* BOOL\[17\], which has 17$/,
    ],
    [{ type: 'STRING', length: 2, count: 2 }, ['a'], 's7.wrong-length', /STRING\[2\]\[2\]/],
    [{ type: 'INT', count: 3 }, 5, wrong, /an array of 3 elements/],
    [{ type: 'CHAR', count: 2 }, 'ab', wrong, /an array of 2 elements/],
    [
      { type: 'BYTE', count: 3 },
      Buffer.from('ab'),
      's7.wrong-length',
      /^2 elements .* BYTE\[3\], which has 3$/,
    ],
    [{ type: 'BYTE', count: 3 }, 5, wrong, /takes an array of 3 elements, or 3 bytes$/],
    ['BYTE', Buffer.from('a'), wrong, /"Buffer" was given where speed is BYTE, which takes a number/],
    [{ type: 'CHAR', count: 2 }, Buffer.from('ab'), wrong, /"Buffer" .* takes an array of 2 elements$/],
    [{ type: 'INT', count: 1 }, Buffer.from('ab'), wrong, /"Buffer" .* takes an array of 1 elements$/],
    [{ type: 'STRING', length: 3 }, Buffer.from('ab'), wrong, /"Buffer" .* takes a text/],
    [
      { type: 'BYTE', count: 2, scaling: { kind: 'factor', factor: 0.1, offset: 0 } },
      Buffer.from('ab'),
      wrong,
      /"Buffer" .* takes an array of 2 elements$/,
    ],
    [
      { type: 'INT', count: 2 },
      Int32Array.of(1, 70_000),
      unfit,
      /^70000 does not fit into element 1 of speed/,
    ],
    [{ type: 'INT', count: 3 }, { 0: 1, length: 3 }, wrong, /an array of 3 elements/],
    [{ type: 'INT', count: 3 }, [1, 70_000, 3], unfit, /^70000 does not fit into element 1 of speed/],
    [{ type: 'INT', count: 2 }, [1, null], wrong, /"null" was given where element 1 of speed is INT\[2\]/],
    // biome-ignore lint/suspicious/noSparseArray: what is missing is an element, too
    [{ type: 'INT', count: 2 }, [, 1], wrong, /"undefined" was given where element 0 of speed/],
  ]);

  it('speaks of the tag where it has no name', () => {
    assert.throws(() => encodeValue(70_000, { type: 'INT' }), /does not fit into the tag, which is INT/);
    assert.throws(() => encodeValue([], { type: 'INT', count: 1 }), /where the tag is INT\[1\]/);
  });

  it('repeats no more of a value than a line takes', () => {
    assert.throws(
      () => encodeValue('x'.repeat(10_000), { type: 'STRING', length: 3 }),
      (error) => isCodedError(error) && error.message.length < 200,
    );
  });
});

describe('values that are written', () => {
  it('takes integers of 64 bits in every form, whatever the form in which they are read', () => {
    for (const value of [5, 5n, '5']) {
      assert.deepEqual(encodeValue(value, { type: 'LINT' }), Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 5));
    }
  });

  it('takes rows of numbers as arrays, and a Buffer where the tag is bytes', () => {
    for (const type of ['BYTE', 'USINT'] as const) {
      for (const bytes of [Buffer.from([1, 255]), Uint8Array.of(1, 255)])
        assert.deepEqual(encodeValue(bytes, { type, count: 2 }), Uint8Array.of(1, 255));
    }
    assert.deepEqual(
      encodeValue(Float32Array.of(1.5, 2), { type: 'REAL', count: 2 }),
      encodeValue([1.5, 2], { type: 'REAL', count: 2 }),
    );
  });

  it('takes a date as a Date and as ISO text, whatever the form in which it is read', () => {
    const wanted = encodeValue(new Date('2024-02-29T12:30:00.5Z'), { type: 'DTL' });
    for (const text of [
      '2024-02-29T12:30:00.5Z',
      '2024-02-29T12:30:00.500000000Z',
      '2024-02-29T13:30:00.5+01:00',
      '2024-02-29T07:00:00.5-05:30',
      '2024-02-29T12:30:00.5',
      '2024-02-29 12:30:00.5',
    ]) {
      assert.deepEqual(encodeValue(text, { type: 'DTL' }), wanted, text);
    }
  });

  it('says what the tag will hold: the nearest step of what is scaled, the nearest number of a REAL', () => {
    const tenths = { kind: 'factor', factor: 0.1, offset: 0 } as const;
    assert.equal(heldValue(12.34, { type: 'INT', scaling: tenths }), 12.3);
    assert.equal(heldValue(0.1, { type: 'REAL' }), Math.fround(0.1));
    assert.equal(
      heldValue(10_014, { type: 'S5TIME', scaling: { kind: 'factor', factor: 1, offset: 0 } }),
      10_000,
    );
    assert.deepEqual(heldValue([1.26, 2], { type: 'INT', count: 2, scaling: tenths }), [1.3, 2]);
  });
});

describe('what goes to the PLC', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const told = (...given: Parameters<typeof writesOf>) =>
    writesOf(...given).map((each) =>
      'bytes' in each ? [each.start, hex(each.bytes)] : [each.start, each.bit, each.value],
    );
  const place = { area: 'DB', db: 1, start: 20 } as const;

  it('S-W-10: keeps the room of a text, and writes how long it is and its characters', () => {
    assert.deepEqual(told(place, { type: 'STRING', length: 10 }, 'Hello'), [[21, '0548656c6c6f']]);
    assert.deepEqual(told(place, { type: 'STRING', length: 10 }, ''), [[21, '00']]);
    assert.deepEqual(told(place, { type: 'STRING', length: 254 }, 'x'.repeat(254)), [
      [21, `fe${'78'.repeat(254)}`],
    ]);
  });

  it('S-W-10: keeps the room of a wide text', () => {
    assert.deepEqual(told(place, { type: 'WSTRING', length: 300 }, 'Aü'), [[22, '0002004100fc']]);
  });

  it('S-W-10: keeps the room of each text of an array', () => {
    assert.deepEqual(told(place, { type: 'STRING', length: 3, count: 2 }, ['ab', 'c']), [
      [21, '026162'],
      [27, '0163'],
    ]);
  });

  it('S-W-01: writes one bit as a bit', () => {
    assert.deepEqual(writesOf({ ...place, bit: 3 }, { type: 'BOOL' }, true), [
      { area: 'DB', db: 1, start: 20, bit: 3, value: true },
    ]);
  });

  it('writes whole bytes of bools at once, and single bits where a byte has neighbours', () => {
    const bools = (digits: string) => [...digits].map((digit) => digit === '1');
    assert.deepEqual(told({ ...place, bit: 6 }, { type: 'BOOL', count: 11 }, bools('10101010101')), [
      [20, 6, true],
      [20, 7, false],
      [21, '55'],
      [22, 0, true],
    ]);
    assert.deepEqual(told({ ...place, bit: 0 }, { type: 'BOOL', count: 16 }, bools('1000000000000001')), [
      [20, '0180'],
    ]);
    assert.deepEqual(told({ ...place, bit: 2 }, { type: 'BOOL', count: 3 }, bools('101')), [
      [20, 2, true],
      [20, 3, false],
      [20, 4, true],
    ]);
  });

  it('writes timers by their number', () => {
    assert.deepEqual(told({ area: 'T', start: 5 }, { type: 'TIMER', count: 2 }, [127_000, 10]), [
      [5, '21270001'],
    ]);
  });
});
