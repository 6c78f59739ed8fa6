import type { DateForm } from '@millwright/tags';
import type { ClockZone } from '../tag.ts';

/** What the clock of a PLC shows. Its dates have no zone, so this counts as if the clock showed UTC. */
export interface WallTime {
  /** Since 1970-01-01. */
  readonly milliseconds: number;
  /** Beyond those, below a million. */
  readonly nanoseconds: number;
}

/** The parts of a date as most types have them. */
export interface DateParts {
  readonly year: number;
  /** From 1 on, as the day. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

export const millisecondsPerDay = 86_400_000;

const nanosecondsPerMillisecond = 1_000_000;

/** Undefined where no clock shows this, as the 30th of February. */
export function wallTimeOf({
  year,
  month,
  day,
  hour,
  minute,
  second,
  nanosecond,
}: DateParts): WallTime | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day too many leads into the next month, and a month too many into the next year.
  const isDay =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
  if (!isDay || hour > 23 || minute > 59 || second > 59 || nanosecond >= 1e9) return undefined;
  const milliseconds = Math.floor(nanosecond / nanosecondsPerMillisecond);
  return {
    milliseconds: date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000 + milliseconds,
    nanoseconds: nanosecond % nanosecondsPerMillisecond,
  };
}

export function partsOf({ milliseconds, nanoseconds }: WallTime): DateParts & { readonly weekday: number } {
  const date = new Date(milliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond: date.getUTCMilliseconds() * nanosecondsPerMillisecond + nanoseconds,
    // Sunday is the first day in every type of date that has it.
    weekday: date.getUTCDay() + 1,
  };
}

/**
 * How a date becomes JavaScript's.
 * @param digits of the second that its type has; undefined for a type without a time of day
 */
export function dateIn(form: DateForm, zone: ClockZone, digits?: number): (time: WallTime) => Date | string {
  if (form === 'date') return zone === 'utc' ? ({ milliseconds }) => new Date(milliseconds) : localDate;
  if (digits === undefined) return ({ milliseconds }) => new Date(milliseconds).toISOString().slice(0, 10);
  // Without a zone where the PLC's clock has that of this machine: an hour that comes twice a year is not told apart there.
  const end = zone === 'utc' ? 'Z' : '';
  return ({ milliseconds, nanoseconds }) => {
    const fraction = `${nanoseconds}`.padStart(6, '0').slice(0, digits - 3);
    return `${new Date(milliseconds).toISOString().slice(0, 23)}${fraction}${end}`;
  };
}

function localDate({ milliseconds }: WallTime): Date {
  const date = new Date(milliseconds);
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  );
}

/** What the clock of the PLC shows at this moment. */
export function wallTimeAt(date: Date, zone: ClockZone): WallTime {
  if (zone === 'utc') return { milliseconds: date.getTime(), nanoseconds: 0 };
  const shown = new Date(0);
  shown.setUTCFullYear(date.getFullYear(), date.getMonth(), date.getDate());
  shown.setUTCHours(date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds());
  return { milliseconds: shown.getTime(), nanoseconds: 0 };
}

const isoText =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?<zone>Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/;

/**
 * What the clock of the PLC shows at the moment that ISO text means, with up to nine digits of the second. Without `Z` or an
 * offset the text is what the clock shows.
 * @returns undefined for what is no such text, or a day that there is not
 */
export function wallTimeOfText(text: string, zone: ClockZone): WallTime | undefined {
  const groups = isoText.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { year, month, day, hour = 0, minute = 0, second = 0, fraction = '', zone: offset } = groups;
  const written = wallTimeOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanosecond: Number(fraction.padEnd(9, '0')),
  });
  if (written === undefined || offset === undefined) return written;
  const moment = written.milliseconds - minutesOf(offset) * 60_000;
  return { ...wallTimeAt(new Date(moment), zone), nanoseconds: written.nanoseconds };
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
