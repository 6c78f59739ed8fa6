/** What clocks in a time zone show. */
export interface LocalTime {
  /** ISO 8601: 1 is Monday. */
  readonly day: number;
  /** Since midnight as the clock shows it, 0 to 1439. */
  readonly minute: number;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const minuteLength = 60_000;
/** What a `Date` can hold. */
const farthest = 8.64e15;

/**
 * What clocks in a time zone show at a time in milliseconds since 1970; undefined for what is no time. The last minute
 * is kept, since rules ask again and again what time it is now.
 *
 * @param zone an IANA time zone
 */
export function clockOf(zone: string): (time: number) => LocalTime | undefined {
  let format: Intl.DateTimeFormat | undefined;
  let last: { readonly minute: number; readonly shown: LocalTime } | undefined;
  return (time) => {
    if (!(Math.abs(time) <= farthest - minuteLength)) return undefined;
    const minute = Math.floor(time / minuteLength);
    if (last?.minute !== minute) {
      format ??= formatOf(zone);
      last = { minute, shown: shownBy(format, minute * minuteLength) };
    }
    return last.shown;
  };
}

const formatOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

function shownBy(format: Intl.DateTimeFormat, time: number): LocalTime {
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return {
    day: days.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}
