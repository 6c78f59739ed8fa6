import type { Failure } from '@millwright/editor';
import type { EventSummary, Health } from '../../common/log.ts';
import { faultAt } from '../../common/named.ts';
import { firstFilter, type ListFilter } from '../filter/filter.ts';

/** What the sidebar knows. */
export interface AuditState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure?: Failure;
  readonly filter: ListFilter;
  /** Another filter was set, and `events` are still those of the former one. */
  readonly searching: boolean;
  /** Those that the filter lets through, without a gap, newest first. */
  readonly events: readonly EventSummary[];
  /** Where the next page begins; undefined when all are loaded. */
  readonly next: number | undefined;
  readonly loadingMore: boolean;
  readonly health: Health | undefined;
}

export const initialState: AuditState = {
  phase: 'loading',
  filter: firstFilter,
  searching: false,
  events: [],
  next: undefined,
  loadingMore: false,
  health: undefined,
};

export interface Page {
  readonly events: readonly EventSummary[];
  readonly next?: number | undefined;
}

/** Pages come with the filter that they were asked for: those of a former one are dropped. */
export type SidebarEvent =
  | { readonly type: 'loading' }
  | { readonly type: 'filter'; readonly filter: ListFilter }
  | { readonly type: 'newest'; readonly filter: ListFilter; readonly page: Page }
  | { readonly type: 'arrived'; readonly filter: ListFilter; readonly after: number; readonly page: Page }
  | { readonly type: 'loadingMore' }
  | { readonly type: 'older'; readonly filter: ListFilter; readonly before: number; readonly page: Page }
  | { readonly type: 'olderFailed' }
  | { readonly type: 'failed'; readonly filter: ListFilter; readonly failure: Failure }
  | { readonly type: 'health'; readonly health: Health };

export function reduce(state: AuditState, event: SidebarEvent): AuditState {
  if ('filter' in event && event.type !== 'filter' && event.filter !== state.filter) return state;
  switch (event.type) {
    case 'loading': {
      const { failure: _former, ...rest } = state;
      return { ...rest, phase: state.events.length > 0 || state.searching ? 'ready' : 'loading' };
    }
    case 'filter':
      // What the former filter found stays on show until the new one has found something; it has no next page.
      return { ...state, filter: event.filter, searching: true, next: undefined, loadingMore: false };
    case 'newest':
      return { ...state, ...listOf(event.page), phase: 'ready', searching: false, loadingMore: false };
    case 'arrived': {
      // The list was loaded anew in the meantime.
      if (state.searching || newestOf(state) !== event.after) return state;
      const { events, next } = event.page;
      // More came than one page holds: what lies between is not known, so the list goes on from there.
      if (next !== undefined) return { ...state, ...listOf(event.page), loadingMore: false };
      return events.length === 0 ? state : { ...state, events: [...events, ...state.events] };
    }
    case 'loadingMore':
      return { ...state, loadingMore: true };
    case 'older': {
      const last = state.events.at(-1)?.seq;
      // A page for another end of the list: it was loaded anew in the meantime.
      if (last === undefined || state.next !== event.before) return { ...state, loadingMore: false };
      const older = event.page.events.filter(({ seq }) => seq < last);
      return { ...state, events: [...state.events, ...older], next: event.page.next, loadingMore: false };
    }
    case 'olderFailed':
      return { ...state, loadingMore: false };
    case 'failed':
      return state.events.length > 0 && !state.searching
        ? { ...state, loadingMore: false }
        : {
            ...state,
            ...listOf({ events: [] }),
            phase: 'failed',
            failure: event.failure,
            searching: false,
            loadingMore: false,
          };
    case 'health':
      return { ...state, health: event.health };
  }
}

const listOf = ({ events, next }: Page): Pick<AuditState, 'events' | 'next'> => ({ events, next });

/** The number of the newest event that is listed. */
export const newestOf = ({ events }: AuditState): number | undefined => events[0]?.seq;

/** Whether an event is not what its digest was made of, or the last check of the log has named it. */
export const isSuspect = ({ changed, seq }: EventSummary, { health }: AuditState): boolean =>
  changed === true || (health?.verified !== undefined && faultAt(health.verified.verdict, seq) !== undefined);

/**
 * The rows: an intent is not one of them where its outcome is listed, which says more, unless something is wrong with
 * it. Who looks for one operation alone sees both.
 */
export function rowsOf(state: AuditState): readonly EventSummary[] {
  const { events, filter } = state;
  if (filter.operation !== '') return events;
  const settled = new Set<string>();
  return events.filter((event) => {
    const { operation, name, outcome } = event;
    if (operation === undefined) return true;
    if (outcome !== undefined) settled.add(`${operation} ${name}`);
    return outcome !== undefined || !settled.has(`${operation} ${name}`) || isSuspect(event, state);
  });
}
