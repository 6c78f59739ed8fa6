import { dayRange } from '@millwright/editor';
import type { EventClass, EventOutcome } from '@millwright/ledger/shapes';
import type { EventFilter } from '../../common/log.ts';

/** What the list is narrowed to, as the user has set it. Texts are empty for all. */
export interface ListFilter {
  readonly text: string;
  /** A `value` of what the server offers. */
  readonly actor: string;
  /** The name of an event; `access.*` for all that begin so. */
  readonly name: string;
  readonly outcome: OutcomeFilter;
  /** A `value` of what the server offers, or {@link onCanvas}. */
  readonly target: string;
  readonly classes: readonly EventClass[];
  readonly date: DateFilter;
  /** Local days, `2026-11-25`, both included; used with `between` only. */
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970; used with `around` only. */
  readonly around: number;
  /** The id of an operation; empty for all. */
  readonly operation: string;
}

/** The tab or subflow that is open on the canvas, whichever that is. */
export const onCanvas = 'canvas';

export const outcomeFilters = ['any', 'not-done', 'success', 'refused', 'failed', 'unknown'] as const;
export type OutcomeFilter = (typeof outcomeFilters)[number];

export const dateFilters = ['any', 'today', 'week', 'month', 'between'] as const;
/** `around`: some minutes before and after a moment; offered for an event only. */
export type DateFilter = (typeof dateFilters)[number] | 'around';

export const allClasses: readonly EventClass[] = ['change', 'log-in', 'read', 'system'];

/** Nothing is left out. */
export const noFilter: ListFilter = {
  text: '',
  actor: '',
  name: '',
  outcome: 'any',
  target: '',
  classes: allClasses,
  date: 'any',
  from: '',
  to: '',
  around: 0,
  operation: '',
};

/** What one begins with: each look at the editor is a dozen reads. */
export const firstFilter: ListFilter = {
  ...noFilter,
  classes: allClasses.filter((each) => each !== 'read'),
};

export type SetFilter = 'actor' | 'name' | 'outcome' | 'target' | 'date' | 'operation' | 'classes';

/** What is set, apart from the text, in the order in which it is shown. */
export function setFilters(filter: ListFilter): SetFilter[] {
  const { actor, name, outcome, target, date, from, to, operation, classes } = filter;
  const found: SetFilter[] = [];
  if (operation !== '') found.push('operation');
  if (actor !== '') found.push('actor');
  if (name !== '') found.push('name');
  if (outcome !== 'any') found.push('outcome');
  if (target !== '') found.push('target');
  if (date === 'between' ? from !== '' || to !== '' : date !== 'any') found.push('date');
  if (classes.length < allClasses.length) found.push('classes');
  return found;
}

/** Whether more is left out than at first. */
export function isFiltered(filter: ListFilter): boolean {
  if (filter.text !== '') return true;
  return setFilters(filter).some((which) => which !== 'classes' || !isFirstClasses(filter));
}

export const isFirstClasses = ({ classes }: ListFilter): boolean =>
  classes.length === firstFilter.classes.length && !classes.includes('read');

/** The filter without one of what is set. */
export function withoutFilter(filter: ListFilter, which: SetFilter): ListFilter {
  if (which === 'date') return { ...filter, date: 'any', from: '', to: '', around: 0 };
  return { ...filter, [which]: noFilter[which] };
}

/** With one class more or less; the last one stays, since a list of nothing is of no use. */
export function toggleClass(filter: ListFilter, which: EventClass): ListFilter {
  const classes = allClasses.filter((each) =>
    each === which ? !filter.classes.includes(each) : filter.classes.includes(each),
  );
  return classes.length === 0 ? filter : { ...filter, classes };
}

/** A route's query for a filter: lists are texts with commas. */
export type FilterQuery = {
  readonly [Name in keyof EventFilter]: Name extends 'outcomes' | 'classes' ? string : EventFilter[Name];
};

const notDone: readonly EventOutcome[] = ['refused', 'failed', 'unknown'];
const minute = 60_000;
/** Before and after a moment. */
export const aroundMinutes = 5;

/**
 * What the server is asked for. Days begin at local midnight.
 *
 * @param now milliseconds since 1970
 * @param canvas the part that is open on the canvas, as `kind:id`
 */
export function filterQuery(filter: ListFilter, now: number, canvas: string | undefined): FilterQuery {
  const { text, actor, name, outcome, operation, classes } = filter;
  const target = filter.target === onCanvas ? canvas : filter.target;
  return {
    ...(text === '' ? {} : { text }),
    ...(actor === '' ? {} : { actor }),
    ...(name === '' ? {} : { name }),
    ...(outcome === 'any' ? {} : { outcomes: outcome === 'not-done' ? notDone.join() : outcome }),
    ...(target === undefined || target === '' ? {} : { target }),
    ...(operation === '' ? {} : { operation }),
    ...(classes.length === allClasses.length ? {} : { classes: classes.join() }),
    ...range(filter, now),
  };
}

function range(filter: ListFilter, now: number): { since?: number; until?: number } {
  const { date, around, ...days } = filter;
  if (date !== 'around') return dayRange({ ...days, date }, now);
  return {
    since: Math.max(0, around - aroundMinutes * minute),
    until: around + aroundMinutes * minute + 1,
  };
}
