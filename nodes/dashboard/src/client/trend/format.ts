import { type AlarmTimes, alarmTimes } from '../alarms/words/times.ts';
import { isHuge, withExponent } from '../numbers.ts';

/** Ages in the largest unit that says enough: `45 s`, `12 min`, `3 h`, `2 d`. */
export function ageText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Writes values with their decimals and unit, and times. */
export class Formats {
  readonly #locale: string;
  readonly #numbers = new Map<number | 'exponent', Intl.NumberFormat>();
  readonly #times: Intl.DateTimeFormat;
  /** The time of day to the second; with the date where it is another day than now (ms UTC). */
  readonly brief: AlarmTimes['brief'];

  constructor(locale: string) {
    this.#locale = locale;
    this.#times = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });
    this.brief = alarmTimes(locale).brief;
  }

  /** What is too long to be read has an exponent in place of decimals. */
  number(value: number, decimals: number): string {
    const key = isHuge(value) ? 'exponent' : decimals;
    let format = this.#numbers.get(key);
    if (!format) {
      const plain = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      format = new Intl.NumberFormat(this.#locale, key === 'exponent' ? withExponent : plain);
      this.#numbers.set(key, format);
    }
    return format.format(value);
  }

  /** Date and time to the second. */
  time(time: number): string {
    return this.#times.format(time);
  }

  /**
   * The times under an axis.
   * @param every milliseconds from one to the next
   */
  ticks(times: readonly number[], every: number): readonly string[] {
    const options: Intl.DateTimeFormatOptions =
      every >= 86_400_000
        ? { day: '2-digit', month: '2-digit' }
        : { hour: '2-digit', minute: '2-digit', ...(every < 60_000 && { second: '2-digit' }) };
    const format = new Intl.DateTimeFormat(this.#locale, options);
    return times.map((time) => format.format(time));
  }
}
