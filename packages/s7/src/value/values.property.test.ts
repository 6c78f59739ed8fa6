import assert from 'node:assert/strict';
import { isValue, type Scaling } from '@millwright/tags';
import fc from 'fast-check';
import { formats, places, seed, values, whole } from '../arbitrary.fixture.ts';
import { type DataType, dataTypes, isTextType, sizeOf, strideOf } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { decodeValue } from './decode.ts';
import { encodeValue, heldValue } from './encode.ts';
import { writesOf } from './writes.ts';

const withValues = (type: DataType) =>
  formats(type).chain((format) => fc.tuple(fc.constant(format), values(format)));

/**
 * Whether only one row of bytes stands for a value. The base of a time, the day of the week, what stands behind a text and between
 * two of them, and what a Date does not hold, may differ.
 */
function hasOneForm({ type, dates }: S7Format): boolean {
  if (type === 'LDT') return dates === 'text';
  return !['BOOL', 'S5TIME', 'TIMER', 'COUNTER', 'DT', 'DTL'].includes(type) && !isTextType(type);
}

/** The kind of JavaScript value that a format promises. */
function kindOf({ type, wide = 'number', dates = 'date' }: S7Format): string {
  if (type === 'BOOL') return 'boolean';
  if (/CHAR|STRING/.test(type)) return 'string';
  if (['DATE', 'DT', 'LDT', 'DTL'].includes(type)) return dates === 'date' ? 'object' : 'string';
  return ['LWORD', 'LINT', 'ULINT', 'LTIME', 'LTOD'].includes(type) ? wide : 'number';
}

describe(`values of S7 (seed ${seed})`, () => {
  for (const type of dataTypes) {
    it(`brings every ${type} back, wherever it stands`, () => {
      fc.assert(
        fc.property(withValues(type), whole(3), whole(7), ([format, value], before, from) => {
          const bit = type === 'BOOL' ? from : 0;
          const bytes = encodeValue(value, format, bit);
          assert.equal(bytes.length, sizeOf(format, bit));
          const amid = Buffer.concat([Buffer.alloc(before, 0xa5), bytes, Buffer.alloc(2, 0x5a)]);
          assert.deepStrictEqual(decodeValue(amid, format, before, bit), value);
          assert.deepStrictEqual(heldValue(value, format), value);
        }),
        { seed },
      );
    });

    it(`makes of any bytes at all a ${type} that can be written back, or nothing`, () => {
      const pair = formats(type).chain((format) =>
        fc.tuple(
          fc.constant(format),
          fc.uint8Array({ minLength: sizeOf(format), maxLength: sizeOf(format) }),
        ),
      );
      fc.assert(
        fc.property(pair, ([format, bytes]) => {
          const value = decodeValue(bytes, format);
          if (!isValue(value)) {
            assert.ok(value.status.reason.length > 10);
            if (value.value !== undefined) assert.equal(value.value.length, format.count);
            return;
          }
          const elements = Array.isArray(value) ? value : [value];
          for (const each of elements) assert.equal(typeof each, kindOf(format));
          const again = encodeValue(value, format);
          assert.deepStrictEqual(decodeValue(again, format), value);
          if (hasOneForm(format)) assert.deepEqual(again, bytes);
        }),
        { seed, numRuns: 300 },
      );
    });

    it(`says what is missing of a ${type} that was cut off`, () => {
      fc.assert(
        fc.property(withValues(type), ([format, value]) => {
          const bytes = encodeValue(value, format);
          for (let length = 0; length < bytes.length; length += 1) {
            const cut = decodeValue(bytes.subarray(0, length), format);
            assert.ok(!isValue(cut));
            assert.equal(cut.status.name, 'BadDecodingError');
          }
        }),
        { seed, numRuns: 20 },
      );
    });

    it(`S-W-01: writes a ${type} and leaves its neighbours as they are`, () => {
      const all = fc.tuple(places(type), withValues(type), fc.uint8Array({ minLength: 700, maxLength: 700 }));
      fc.assert(
        fc.property(all, ([{ start: _, ...rest }, [format, value], before]) => {
          const start = 16;
          const place = { ...rest, start };
          const bit = place.bit ?? 0;
          if (isTextType(type)) makeRoom(before, start, format);
          const memory = before.slice();
          const touched = new Set<number>();
          for (const item of writesOf(place, format, value)) {
            const at =
              place.area === 'T' || place.area === 'C' ? start + (item.start - start) * 2 : item.start;
            if ('bytes' in item) {
              memory.set(item.bytes, at);
              for (let index = 0; index < item.bytes.length * 8; index += 1) touched.add(at * 8 + index);
            } else {
              const mask = 1 << item.bit;
              memory[at] = item.value ? (memory[at] as number) | mask : (memory[at] as number) & ~mask;
              touched.add(at * 8 + item.bit);
            }
          }
          assert.deepStrictEqual(decodeValue(memory, format, start, bit), value);
          const [first, end] =
            type === 'BOOL'
              ? [start * 8 + bit, start * 8 + bit + (format.count ?? 1)]
              : [start * 8, (start + sizeOf(format)) * 8];
          assert.ok([...touched].every((each) => each >= first && each < end));
          const same = (each: number) =>
            ((memory[each >> 3] as number) ^ (before[each >> 3] as number)) & (1 << (each & 7));
          for (let each = 0; each < memory.length * 8; each += 1) {
            if (each < first || each >= end) assert.equal(same(each), 0);
          }
        }),
        { seed, numRuns: 50 },
      );
    });
  }

  const decimal = fc.tuple(fc.integer({ min: -9_999, max: 9_999 }), whole(5)).map(([n, e]) => n / 10 ** e);
  const scaling: fc.Arbitrary<Scaling> = fc.oneof(
    fc.record({ kind: fc.constant('factor' as const), factor: decimal, offset: decimal }),
    fc.record({
      kind: fc.constant('range' as const),
      raw: fc.constantFrom<readonly [number, number]>([0, 27_648], [-27_648, 27_648], [27_648, 0]),
      scaled: fc.tuple(decimal, decimal),
      clamp: fc.constant(false),
    }),
  );
  const sensible = (each: Scaling) =>
    each.kind === 'factor' ? Math.abs(each.factor) > 1e-5 : Math.abs(each.scaled[1] - each.scaled[0]) > 1e-3;

  for (const type of [
    'BYTE',
    'SINT',
    'INT',
    'UINT',
    'DINT',
    'UDINT',
    'TIME',
    'TOD',
    'COUNTER',
    'S5TIME',
  ] as const) {
    it(`brings every step of a scaled ${type} back`, () => {
      fc.assert(
        fc.property(withValues(type), scaling.filter(sensible), ([plain, value], scale) => {
          const bytes = encodeValue(value, plain);
          const format = { ...plain, scaling: scale };
          assert.deepEqual(encodeValue(decodeValue(bytes, format), format), bytes);
        }),
        { seed, numRuns: 300 },
      );
    });
  }
});

/** As the PLC has it: each text says how long it can be. */
function makeRoom(memory: Uint8Array, start: number, format: S7Format): void {
  const { type, length = 0, count = 1 } = format;
  for (let index = 0; index < count; index += 1) {
    const at = start + index * strideOf(format);
    if (type === 'WSTRING') memory.set([length >> 8, length & 0xff], at);
    else memory[at] = length;
  }
}
