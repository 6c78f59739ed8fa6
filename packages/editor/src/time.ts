/** Times as people read them, in their own zone. */
export interface TimeFormat {
  /** For a row below the heading of its day: `now`, `12 min`, else the time of day. */
  short(time: number, now: number): string;
  /** Day and time in a few characters: `21 Nov 2026, 09:05`. */
  brief(time: number): string;
  /** Day and time with seconds and zone, for hovers and details. */
  exact(time: number): string;
  /** The heading of a day: `Today`, `Yesterday`, else weekday and date. */
  day(time: number, now: number): string;
}

const minute = 60_000;
const hour = 60 * minute;

/** Identifies the local day of a time: two times of the same day have the same key. */
export function dayKey(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Local midnight, `days` days before the day of `now`. Days are not always 24 hours long. */
function startOfDay(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
}

const capitalised = (text: string, locale: string): string =>
  text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** @param locale a BCP 47 language tag, such as `de` or `en-GB` */
export function timeFormat(locale: string): TimeFormat {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const minutes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  const timeOfDay = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const brief = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  const thisYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const otherYear = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  return {
    short(time, now) {
      const age = now - time;
      // Clocks differ: a server that is a little ahead has not made a version in the future.
      if (age < minute && age > -hour) return relative.format(0, 'second');
      if (age >= minute && age < hour) return minutes.format(Math.floor(age / minute));
      return timeOfDay.format(time);
    },
    brief: (time) => brief.format(time),
    exact: (time) => exact.format(time),
    day(time, now) {
      const key = dayKey(time);
      for (const days of [0, 1])
        if (key === dayKey(startOfDay(now, days))) return capitalised(relative.format(-days, 'day'), locale);
      const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
      return (sameYear ? thisYear : otherYear).format(time);
    },
  };
}

/**
 * The locale for dates and numbers: in the language of the texts, with the region of the user's own preferences.
 *
 * @param language of the texts, such as `en-US`
 * @param preferred the browser's `navigator.languages`
 */
export function chooseLocale(language: string, preferred: readonly string[]): string {
  const base = language.split('-')[0] ?? language;
  return preferred.find((candidate) => candidate.split('-')[0] === base) ?? language;
}
