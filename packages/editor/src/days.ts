import type { Values } from './text.ts';

/** Which days a filter lets through; `from` and `to` as a date field gives them, for `between`. */
export interface DayFilter {
  readonly date: 'any' | 'today' | 'week' | 'month' | 'between';
  readonly from: string;
  readonly to: string;
}

const daysBack = { today: 0, week: 6, month: 29 } as const;

/** These days in milliseconds since 1970, the last moment not among them. The days of a range may come in either order. */
export function dayRange({ date, from, to }: DayFilter, now: number): { since?: number; until?: number } {
  if (date === 'any') return {};
  if (date !== 'between') return { since: startOfDay(new Date(now), -daysBack[date]) };
  const [first, last] = from !== '' && to !== '' && from > to ? [to, from] : [from, to];
  const since = localDay(first);
  const until = localDay(last);
  return {
    ...(since ? { since: startOfDay(since, 0) } : {}),
    ...(until ? { until: startOfDay(until, 1) } : {}),
  };
}

/** Every key that {@link daysText} may look up. */
type DaysKey = 'filter.fromDay' | 'filter.toDay' | `filter.dates.${DayFilter['date']}`;

interface DaysTexts {
  (key: DaysKey, values?: Values): string;
  readonly locale: string;
}

/** These days, briefly: `last 7 days`, `Nov 3 – Nov 9`. */
export function daysText({ date, from, to }: DayFilter, texts: DaysTexts): string {
  if (date !== 'between') return texts(`filter.dates.${date}`);
  const format = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'medium' });
  const days = [from, to].sort().map((text) => localDay(text));
  const [first, last] = from === '' || to === '' ? [localDay(from), localDay(to)] : days;
  if (first && last) return format.formatRange(first, last);
  if (first) return texts('filter.fromDay', { day: format.format(first) });
  return last ? texts('filter.toDay', { day: format.format(last) }) : texts('filter.dates.between');
}

/** Local midnight so many days after a day. Days are not always 24 hours long. */
function startOfDay(day: Date, days: number): number {
  return Math.max(0, new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime());
}

/** A day as a date field gives it; undefined for what is none. */
function localDay(text: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}
