const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  { unit: 'day', length: day },
  { unit: 'hour', length: hour },
  { unit: 'minute', length: minute },
  { unit: 'second', length: second },
] as const;

/** Times as operators read them, in their own zone. */
export interface AlarmTimes {
  /** The largest unit of which there is at least one: `12 s`, `4 min`, `2 h`, `3 days`. */
  age(milliseconds: number): string;
  /** A time to choose, with all its units: `1 hr, 30 min`. */
  span(milliseconds: number): string;
  /** The time of day with seconds; with the date where it is another day. */
  brief(time: number, now: number): string;
  /** Date, time and zone. */
  exact(time: number): string;
}

/** @param locale a BCP 47 language tag */
export function alarmTimes(locale: string): AlarmTimes {
  const units = new Map(
    steps.map(({ unit }) => [
      unit,
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
    ]),
  );
  const timeOfDay = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const withDate = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  const write = (unit: (typeof steps)[number]['unit'], count: number): string =>
    units.get(unit)?.format(count) ?? '';
  return {
    age(milliseconds) {
      const time = Math.max(0, milliseconds);
      const step = steps.find(({ length }) => time >= length) ?? { unit: 'second', length: second };
      return write(step.unit, Math.floor(time / step.length));
    },
    span(milliseconds) {
      let left = milliseconds;
      const parts = steps.flatMap(({ unit, length }) => {
        const count = Math.floor(left / length);
        left -= count * length;
        return count > 0 ? write(unit, count) : [];
      });
      return parts.length > 0 ? parts.join(' ') : write('second', 0);
    },
    brief: (time, now) =>
      (new Date(time).toDateString() === new Date(now).toDateString() ? timeOfDay : withDate).format(time),
    exact: (time) => exact.format(time),
  };
}
