import type { NoValue } from '@millwright/tags';
import { elementSize } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { numberOfBcd } from './bcd.ts';
import { type Decode, hexOf, tooShort, undecodable } from './decoded.ts';
import { doubleWordAt, wordAt } from './read-number.ts';
import { dateIn, millisecondsPerDay, type WallTime, wallTimeOf } from './wall-time.ts';

export type DateType = 'DATE' | 'DT' | 'LDT' | 'DTL';

/** What of a type is a date, and with how many digits of the second; a DATE has no time of day. */
const dates: Readonly<Record<DateType, { readonly read: ReadTime; readonly digits?: number }>> = {
  DATE: { read: (bytes, at) => onDay(wordAt(bytes, at)) },
  DT: { read: bcdTime, digits: 3 },
  LDT: { read: longTime, digits: 9 },
  DTL: { read: fieldsTime, digits: 9 },
};

/** Undefined where it is no date. */
type ReadTime = (bytes: Uint8Array, at: number) => WallTime | undefined;

export function dateDecoder(type: DateType, format: S7Format): Decode<Date | string | NoValue> {
  const { dates: form = 'date', zone = 'utc' } = format;
  const { read, digits } = dates[type];
  const size = elementSize({ type });
  const dateAt = dateIn(form, zone, digits);
  return (bytes, at) => {
    if (at + size > bytes.length) return tooShort(bytes, at, size);
    const time = read(bytes, at);
    if (time !== undefined) return dateAt(time);
    const text = hexOf(bytes, at, size);
    return undecodable(`The PLC sent ${text}, which is no ${type}`, text);
  };
}

/** 1990-01-01, where DATE begins. */
export const firstDay = Date.UTC(1990, 0, 1);

function onDay(days: number): WallTime {
  return { milliseconds: firstDay + days * millisecondsPerDay, nanoseconds: 0 };
}

/**
 * DATE_AND_TIME: year, month, day, hour, minute, second and milliseconds as digits, then the day of the week. That one is
 * not looked at: it says nothing that the others do not.
 */
function bcdTime(bytes: Uint8Array, at: number): WallTime | undefined {
  const [year, month, day, hour, minute, second] = [0, 1, 2, 3, 4, 5].map((place) =>
    numberOfBcd(bytes[at + place] as number, 2),
  );
  const milliseconds = numberOfBcd(wordAt(bytes, at + 6) >> 4, 3);
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    hour === undefined ||
    minute === undefined ||
    second === undefined ||
    milliseconds === undefined
  )
    return undefined;
  const century = year < 90 ? 2000 : 1900;
  return wallTimeOf({
    year: century + year,
    month,
    day,
    hour,
    minute,
    second,
    nanosecond: milliseconds * 1e6,
  });
}

/** Nanoseconds since 1970. Its last moment is in the year 2262: the highest bit is not used. */
function longTime(bytes: Uint8Array, at: number): WallTime | undefined {
  const high = doubleWordAt(bytes, at);
  if (high > 0x7fff_ffff) return undefined;
  const nanoseconds = (BigInt(high) << 32n) | BigInt(doubleWordAt(bytes, at + 4));
  return { milliseconds: Number(nanoseconds / 1_000_000n), nanoseconds: Number(nanoseconds % 1_000_000n) };
}

/** The years that a DTL has. */
export const dtlYears = [1970, 2554] as const;

/** DTL: year, month, day, day of the week (not looked at), hour, minute, second, nanoseconds. */
function fieldsTime(bytes: Uint8Array, at: number): WallTime | undefined {
  const year = wordAt(bytes, at);
  if (year < dtlYears[0] || year > dtlYears[1]) return undefined;
  const [month = 0, day = 0, , hour = 0, minute = 0, second = 0] = bytes.subarray(at + 2, at + 8);
  return wallTimeOf({ year, month, day, hour, minute, second, nanosecond: doubleWordAt(bytes, at + 8) });
}
