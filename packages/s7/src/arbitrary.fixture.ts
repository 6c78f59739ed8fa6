import { type WideForm, wideForms } from '@millwright/tags';
import fc from 'fast-check';
import { type Area, areas, isNumbered, type Place } from './area.ts';
import { type DataType, dataTypes, isTextType, type Shape } from './data-type.ts';
import type { S7Format } from './tag.ts';

/** Of all randomised tests of this package; `SEED=` repeats one. */
export const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

export const whole = (max: number, min = 0): fc.Arbitrary<number> => fc.integer({ min, max });

const reals = { noNaN: true, noDefaultInfinity: true } as const;

const lastNanosecond = 2n ** 63n - 1n;

const dayMs = 86_400_000;

/** Shapes of a type, arrays or not. */
export const shapes = (type: DataType): fc.Arbitrary<Shape> =>
  fc.record(
    {
      type: fc.constant(type),
      ...(isTextType(type) && { length: whole(12) }),
      count: whole(20, 1),
    },
    { requiredKeys: isTextType(type) ? ['type', 'length'] : ['type'], noNullPrototype: true },
  );

/** Formats of a type, in every form of its values. */
export const formats = (type: DataType): fc.Arbitrary<S7Format> =>
  fc
    .tuple(
      shapes(type),
      fc.record(
        { wide: fc.constantFrom(...wideForms), dates: fc.constantFrom('date' as const, 'text' as const) },
        { requiredKeys: [], noNullPrototype: true },
      ),
    )
    .map(([shape, forms]) => ({ ...shape, ...forms }));

const belongs = (type: DataType, area: Area): boolean =>
  isNumbered(area) ? type === (area === 'T' ? 'TIMER' : 'COUNTER') : type !== 'TIMER' && type !== 'COUNTER';

/** Places where a type can stand. */
export const places = (type: DataType): fc.Arbitrary<Place> =>
  fc
    .record({
      area: fc.constantFrom(...areas.filter((area) => belongs(type, area))),
      db: whole(65_535, 1),
      start: whole(2_000),
      bit: whole(7),
    })
    .map(({ area, db, start, bit }) => ({
      area,
      ...(area === 'DB' && { db }),
      start,
      ...(type === 'BOOL' && { bit }),
    }));

export const types: fc.Arbitrary<DataType> = fc.constantFrom(...dataTypes);

/** Values that a tag of this format can have, as it is read. */
export function values(format: S7Format): fc.Arbitrary<unknown> {
  const { count } = format;
  const one = scalars(format);
  return count === undefined ? one : fc.array(one, { minLength: count, maxLength: count });
}

function scalars({ type, length = 0, wide, dates = 'date' }: S7Format): fc.Arbitrary<unknown> {
  switch (type) {
    case 'BOOL':
      return fc.boolean();
    case 'BYTE':
    case 'USINT':
      return whole(0xff);
    case 'SINT':
      return whole(0x7f, -0x80);
    case 'WORD':
    case 'UINT':
      return whole(0xffff);
    case 'INT':
      return whole(0x7fff, -0x8000);
    case 'DWORD':
    case 'UDINT':
      return whole(0xffff_ffff);
    case 'DINT':
    case 'TIME':
      return whole(0x7fff_ffff, -0x8000_0000);
    case 'REAL':
      return fc.float(reals);
    case 'LREAL':
      return fc.double(reals);
    case 'LWORD':
    case 'ULINT':
      return wides(0n, 2n ** 64n - 1n, wide);
    case 'LINT':
    case 'LTIME':
      return wides(-(2n ** 63n), lastNanosecond, wide);
    case 'LTOD':
      return wides(0n, BigInt(dayMs) * 1_000_000n - 1n, wide);
    case 'CHAR':
      return latin1(1, 1);
    case 'WCHAR':
      return utf16(1, 1);
    case 'STRING':
      return latin1(0, length);
    case 'WSTRING':
      return utf16(0, length);
    case 'TOD':
      return whole(dayMs - 1);
    case 'S5TIME':
    case 'TIMER':
      return fc
        .tuple(whole(999), fc.constantFrom(10, 100, 1_000, 10_000))
        .map(([steps, step]) => steps * step);
    case 'COUNTER':
      return whole(999);
    case 'DATE':
      return moments(Date.UTC(1990, 0, 1), Date.UTC(2169, 5, 6), dayMs).map((ms) =>
        dates === 'date' ? new Date(ms) : new Date(ms).toISOString().slice(0, 10),
      );
    case 'DT':
      return moments(Date.UTC(1990, 0, 1), Date.UTC(2090, 0, 1) - 1, 1).map((ms) =>
        dates === 'date' ? new Date(ms) : new Date(ms).toISOString(),
      );
    case 'LDT':
      return nanoseconds(Date.UTC(1970, 0, 1), Date.UTC(2262, 3, 11), dates);
    case 'DTL':
      return nanoseconds(Date.UTC(1970, 0, 1), Date.UTC(2555, 0, 1) - 1, dates);
  }
}

function wides(min: bigint, max: bigint, wide: WideForm = 'number'): fc.Arbitrary<unknown> {
  if (wide === 'bigint') return fc.bigInt({ min, max });
  if (wide === 'string') return fc.bigInt({ min, max }).map(String);
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  return fc.bigInt({ min: min < -safe ? -safe : min, max: max > safe ? safe : max }).map(Number);
}

const characters = (max: number, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(whole(max), { minLength, maxLength }).map((codes) => String.fromCharCode(...codes));

const latin1 = (min: number, max: number): fc.Arbitrary<string> => characters(0xff, min, max);

/** With halves of characters too: a PLC may cut a text anywhere. */
const utf16 = (min: number, max: number): fc.Arbitrary<string> => characters(0xffff, min, max);

const moments = (first: number, last: number, step: number): fc.Arbitrary<number> =>
  whole(Math.floor((last - first) / step)).map((steps) => first + steps * step);

const nanoseconds = (first: number, last: number, dates: 'date' | 'text'): fc.Arbitrary<unknown> =>
  dates === 'date'
    ? moments(first, last, 1).map((ms) => new Date(ms))
    : fc
        .tuple(moments(first, last, 1), whole(999_999))
        .map(([ms, more]) => `${new Date(ms).toISOString().slice(0, -1)}${`${more}`.padStart(6, '0')}Z`);
