import type { DateType } from '../data-type.ts';
import { bcdOf } from './bcd.ts';
import { dtlYears, firstDay } from './decode-date.ts';
import { doesNotFit, type Target, wrongType } from './target.ts';
import { millisecondsPerDay, partsOf, type WallTime, wallTimeAt, wallTimeOfText } from './wall-time.ts';

/** Puts a date where it belongs: a Date, or ISO text. @throws `s7.wrong-type`, `s7.value-does-not-fit` */
export function encodeDate(value: unknown, type: DateType, view: DataView, target: Target): void {
  const time = timeOf(value, target);
  const problem = encoders[type](time, view);
  if (problem !== undefined) throw doesNotFit(value, problem, target);
}

function timeOf(value: unknown, target: Target): WallTime {
  const { zone = 'utc' } = target.format;
  if (value instanceof Date) {
    const shown = wallTimeAt(value, zone);
    // The last moments that there are have no time of day everywhere.
    if (Number.isNaN(shown.milliseconds)) throw doesNotFit(value, 'it is no date', target);
    return shown;
  }
  if (typeof value !== 'string') throw wrongType(value, 'a Date or ISO text', target);
  const time = wallTimeOfText(value, zone);
  if (time === undefined) {
    throw doesNotFit(value, 'it is no date such as 2026-02-28 or 2026-02-28T12:30:00.5Z', target);
  }
  return time;
}

/** Puts a date down. @returns why that cannot be, where it cannot */
type EncodeTime = (time: WallTime, view: DataView) => string | undefined;

const encoders: Readonly<Record<DateType, EncodeTime>> = {
  DATE(time, view) {
    const days = (time.milliseconds - firstDay) / millisecondsPerDay;
    if (time.nanoseconds !== 0 || !Number.isInteger(days)) return 'it has a time of day';
    if (days < 0 || days > 0xffff) return 'it goes from 1990-01-01 to 2169-06-06';
    view.setUint16(0, days);
    return undefined;
  },

  DT(time, view) {
    const { year, month, day, hour, minute, second, nanosecond, weekday } = partsOf(time);
    if (year < 1990 || year > 2089) return 'it goes from the year 1990 to 2089';
    if (time.nanoseconds !== 0) return 'it has milliseconds at most';
    for (const [place, part] of [year % 100, month, day, hour, minute, second].entries()) {
      view.setUint8(place, bcdOf(part));
    }
    view.setUint16(6, (bcdOf(nanosecond / 1e6) << 4) | weekday);
    return undefined;
  },

  LDT(time, view) {
    const nanoseconds = BigInt(time.milliseconds) * 1_000_000n + BigInt(time.nanoseconds);
    if (nanoseconds < 0n || nanoseconds >= 2n ** 63n) return 'it goes from the year 1970 to 2262-04-11';
    view.setBigUint64(0, nanoseconds);
    return undefined;
  },

  DTL(time, view) {
    const { year, month, day, weekday, hour, minute, second, nanosecond } = partsOf(time);
    const [first, last] = dtlYears;
    if (year < first || year > last) return `it goes from the year ${first} to ${last}`;
    view.setUint16(0, year);
    for (const [place, part] of [month, day, weekday, hour, minute, second].entries()) {
      view.setUint8(2 + place, part);
    }
    view.setUint32(8, nanosecond);
    return undefined;
  },
};
