import { isNumbered, type Place } from '../area.ts';
import { elementSize, isTextType, strideOf } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { encodeValue } from './encode.ts';
import { wordAt } from './read-number.ts';

/** What of a place is written: bytes, or one bit. */
export type Written = Pick<Place, 'area' | 'db' | 'start'> &
  ({ readonly bytes: Uint8Array } | { readonly bit: number; readonly value: boolean });

/**
 * What has to be written for a value to stand at a place, and nothing besides: bits whose byte has neighbours go one by one, and
 * a text leaves alone how long it can be, which only the PLC knows for sure.
 * @throws as {@link encodeValue}
 */
export function writesOf(place: Place, format: S7Format, value: unknown): readonly Written[] {
  const { area, db, start, bit = 0 } = place;
  const { type, count } = format;
  const bytes = encodeValue(value, format, bit);
  const at = (offset: number) => ({ area, ...(db !== undefined && { db }), start: start + offset });
  if (type === 'BOOL') return bitWrites(bytes, bit, count ?? 1, at);
  if (isNumbered(area) || !isTextType(type)) return [{ ...at(0), bytes }];
  const unit = type === 'STRING' ? 1 : 2;
  const [stride, size] = [strideOf(format), elementSize(format)];
  return Array.from({ length: count ?? 1 }, (_, index) => {
    const text = bytes.subarray(index * stride, index * stride + size);
    const has = unit === 1 ? (text[1] as number) : wordAt(text, 2);
    return { ...at(index * stride + unit), bytes: text.slice(unit, unit * (2 + has)) };
  });
}

type At = (offset: number) => Pick<Place, 'area' | 'db' | 'start'>;

/** Whole bytes together, and the bits before and after them each alone. */
function bitWrites(bytes: Uint8Array, bit: number, count: number, at: At): readonly Written[] {
  const end = bit + count;
  const firstWhole = Math.ceil(bit / 8);
  const endWhole = Math.max(firstWhole, Math.floor(end / 8));
  const single = (from: number, to: number): readonly Written[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => {
      const place = from + index;
      const byte = bytes[place >> 3] as number;
      return { ...at(place >> 3), bit: place & 7, value: ((byte >> (place & 7)) & 1) === 1 };
    });
  const whole = bytes.slice(firstWhole, endWhole);
  return [
    ...single(bit, Math.min(end, firstWhole * 8)),
    ...(whole.length > 0 ? [{ ...at(firstWhole), bytes: whole }] : []),
    ...single(Math.max(bit, endWhole * 8), end),
  ];
}
