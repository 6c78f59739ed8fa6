import { dayRange } from '@millwright/editor';

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
    ...dayRange(filter, now),
    ...(named ? { named } : {}),
    ...(pinned ? { pinned } : {}),
  };
}
