import type { NoValue } from '@millwright/tags';
import { type DateType, elementSize } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { numberOfBcd } from './bcd.ts';
import { type Decode, hexOf, tooShort, undecodable } from './decoded.ts';
import { doubleWordAt, wordAt } from './read-number.ts';
import { dateIn, millisecondsPerDay, type WallTime, wallTimeOf } from './wall-time.ts';

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
  const digits = numberOfBcd((wordAt(bytes, at) << 8) | (bytes[at + 2] as number), 6);
  const timeDigits = numberOfBcd((wordAt(bytes, at + 3) << 8) | (bytes[at + 5] as number), 6);
  const milliseconds = numberOfBcd(wordAt(bytes, at + 6) >> 4, 3);
  if (digits === undefined || timeDigits === undefined || milliseconds === undefined) return undefined;
  const year = Math.floor(digits / 10_000);
  return wallTimeOf({
    year: year < 90 ? 2000 + year : 1900 + year,
    month: Math.floor(digits / 100) % 100,
    day: digits % 100,
    hour: Math.floor(timeDigits / 10_000),
    minute: Math.floor(timeDigits / 100) % 100,
    second: timeDigits % 100,
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
  return wallTimeOf({
    year,
    month: bytes[at + 2] as number,
    day: bytes[at + 3] as number,
    hour: bytes[at + 5] as number,
    minute: bytes[at + 6] as number,
    second: bytes[at + 7] as number,
    nanosecond: doubleWordAt(bytes, at + 8),
  });
}
