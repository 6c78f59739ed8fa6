import type { HistoryTexts } from './texts.ts';

/** `canvas`: the tab or subflow that is open on the canvas, whichever that is. */
export const onCanvas = 'canvas';

/** What the list is narrowed to, as the user has set it. */
export interface ListFilter {
  readonly text: string;
  /** A `value` of the people or parts that the server offers; empty for all. */
  readonly person: string;
  readonly part: string;
  readonly date: DateFilter;
  /** Local days, `2026-11-25`, both included; used with `between` only. Empty: no limit. */
  readonly from: string;
  readonly to: string;
  readonly named: boolean;
  readonly pinned: boolean;
}

export const dateFilters = ['any', 'today', 'week', 'month', 'between'] as const;
export type DateFilter = (typeof dateFilters)[number];

export const noFilter: ListFilter = {
  text: '',
  person: '',
  part: '',
  date: 'any',
  from: '',
  to: '',
  named: false,
  pinned: false,
};

/** Whether anything is left out. */
export function isFiltered(filter: ListFilter): boolean {
  return filter.text !== '' || setFilters(filter).length > 0;
}

export type SetFilter = 'person' | 'part' | 'date' | 'named' | 'pinned';

/** What is set, apart from the text, in the order in which it is shown. */
export function setFilters(filter: ListFilter): SetFilter[] {
  const { person, part, date, from, to, named, pinned } = filter;
  const found: SetFilter[] = [];
  if (person !== '') found.push('person');
  if (part !== '') found.push('part');
  if (date === 'between' ? from !== '' || to !== '' : date !== 'any') found.push('date');
  if (named) found.push('named');
  if (pinned) found.push('pinned');
  return found;
}

/** The filter without one of what is set. */
export function withoutFilter(filter: ListFilter, which: SetFilter): ListFilter {
  if (which === 'date') return { ...filter, date: 'any', from: '', to: '' };
  return { ...filter, [which]: noFilter[which] };
}

export interface FilterQuery {
  readonly text?: string;
  readonly person?: string;
  readonly part?: string;
  readonly since?: number;
  readonly until?: number;
  readonly named?: boolean;
  readonly pinned?: boolean;
}

/**
 * What the server is asked for. Days begin at local midnight.
 *
 * @param now milliseconds since 1970
 * @param canvas the part that is open on the canvas, as `kind:id`
 */
export function filterQuery(filter: ListFilter, now: number, canvas: string | undefined): FilterQuery {
  const { text, person, named, pinned } = filter;
  const part = filter.part === onCanvas ? canvas : filter.part;
  return {
    ...(text === '' ? {} : { text }),
    ...(person === '' ? {} : { person }),
    ...(part === undefined || part === '' ? {} : { part }),
    ...range(filter, now),
    ...(named ? { named } : {}),
    ...(pinned ? { pinned } : {}),
  };
}

const daysBack = { today: 0, week: 6, month: 29 } as const;

function range({ date, from, to }: ListFilter, now: number): { since?: number; until?: number } {
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

/** Local midnight so many days after a day. Days are not always 24 hours long. */
function startOfDay(day: Date, days: number): number {
  return Math.max(0, new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime());
}

function localDay(text: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}

/** What the date filter says, briefly: `last 7 days`, `Nov 3 – Nov 9`. */
export function dateLabel({ date, from, to }: ListFilter, texts: HistoryTexts): string {
  if (date !== 'between') return texts(`filter.dates.${date}`);
  const format = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'medium' });
  const days = [from, to].sort().map((text) => localDay(text));
  const [first, last] = from === '' || to === '' ? [localDay(from), localDay(to)] : days;
  if (first && last) return format.formatRange(first, last);
  if (first) return texts('filter.fromDay', { day: format.format(first) });
  return last ? texts('filter.toDay', { day: format.format(last) }) : texts('filter.dates.between');
}
