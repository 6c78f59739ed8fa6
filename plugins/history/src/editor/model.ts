import type { Failure } from '@millwright/editor';
import type { Health, VersionSummary } from '../common/version.ts';
import { isFiltered, type ListFilter, noFilter } from './filter.ts';

/** What the sidebar knows. */
export interface HistoryState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure?: Failure;
  readonly filter: ListFilter;
  /** Another filter was set, and `versions` are still those of the former one. */
  readonly searching: boolean;
  /** Those that the filter lets through, without a gap, newest first. */
  readonly versions: readonly VersionSummary[];
  /** Where the next page begins; undefined when all are loaded. */
  readonly next: number | undefined;
  readonly loadingMore: boolean;
  readonly health: Health | undefined;
  /** What runs now, whether or not the filter lets it through. */
  readonly current: VersionSummary | undefined;
  /** Numbers of the versions that are selected, in the order in which they were; a filter may hide some. */
  readonly selected: readonly number[];
}

export const initialState: HistoryState = {
  phase: 'loading',
  filter: noFilter,
  searching: false,
  versions: [],
  next: undefined,
  loadingMore: false,
  health: undefined,
  current: undefined,
  selected: [],
};

export interface Page {
  readonly versions: readonly VersionSummary[];
  readonly next?: number | undefined;
}

/** Pages come with the filter that they were asked for: those of a former one are dropped. */
export type HistoryEvent =
  | { readonly type: 'loading' }
  | { readonly type: 'filter'; readonly filter: ListFilter }
  | { readonly type: 'newest'; readonly filter: ListFilter; readonly page: Page }
  | { readonly type: 'loadingMore' }
  | { readonly type: 'older'; readonly filter: ListFilter; readonly before: number; readonly page: Page }
  | { readonly type: 'olderFailed' }
  | { readonly type: 'reread'; readonly filter: ListFilter; readonly page: Page }
  | { readonly type: 'edited'; readonly version: VersionSummary }
  | { readonly type: 'current'; readonly version: VersionSummary }
  | { readonly type: 'failed'; readonly filter: ListFilter; readonly failure: Failure }
  | { readonly type: 'health'; readonly health: Health }
  | { readonly type: 'select'; readonly number: number }
  | { readonly type: 'selectNone' };

export function reduce(state: HistoryState, event: HistoryEvent): HistoryState {
  if ('filter' in event && event.type !== 'filter' && event.filter !== state.filter) return state;
  switch (event.type) {
    case 'loading': {
      const { failure: _former, ...rest } = state;
      return { ...rest, phase: state.versions.length > 0 || state.searching ? 'ready' : 'loading' };
    }
    case 'filter':
      // What the former filter found stays on show until the new one has found something; it has no next page.
      return { ...state, filter: event.filter, searching: true, next: undefined, loadingMore: false };
    case 'newest': {
      const listed = state.searching ? replaced(state, event.page) : withNewest(state, event.page);
      return withSelected(withCurrent({ ...listed, phase: 'ready', searching: false }));
    }
    case 'loadingMore':
      return { ...state, loadingMore: true };
    case 'older': {
      const last = state.versions.at(-1)?.number;
      // A page for another end of the list: it was loaded anew in the meantime.
      if (last === undefined || state.next !== event.before) return { ...state, loadingMore: false };
      const older = event.page.versions.filter(({ number }) => number < last);
      return {
        ...state,
        versions: [...state.versions, ...older],
        next: event.page.next,
        loadingMore: false,
      };
    }
    case 'olderFailed':
      return { ...state, loadingMore: false };
    case 'reread':
      return state.searching ? state : withSelected(withCurrent(withReread(state, event.page)));
    case 'edited': {
      const put = (version: VersionSummary): VersionSummary =>
        version.number === event.version.number ? event.version : version;
      return withCurrent({ ...state, versions: state.versions.map(put) });
    }
    case 'current':
      return { ...state, current: event.version };
    case 'failed':
      return state.versions.length > 0 && !state.searching
        ? { ...state, loadingMore: false }
        : {
            ...state,
            phase: 'failed',
            failure: event.failure,
            versions: [],
            searching: false,
            loadingMore: false,
          };
    case 'health':
      return { ...state, health: event.health };
    case 'select': {
      const others = state.selected.filter((number) => number !== event.number);
      return {
        ...state,
        selected: others.length < state.selected.length ? others : [...others, event.number],
      };
    }
    case 'selectNone':
      return { ...state, selected: [] };
  }
}

function replaced(state: HistoryState, page: Page): HistoryState {
  return { ...state, versions: page.versions, next: page.next, loadingMore: false };
}

/** The newest page, with the older ones that are known already, if no version is missing in between. */
function withNewest(state: HistoryState, page: Page): HistoryState {
  const end = page.versions.at(-1)?.number;
  const newest = state.versions[0]?.number;
  const fits = end !== undefined && newest !== undefined && page.next !== undefined && end <= newest;
  return fits ? withReread(state, page) : replaced(state, page);
}

/** The first rows anew, whatever became of them, and the older ones as they were. */
function withReread(state: HistoryState, page: Page): HistoryState {
  const end = page.versions.at(-1)?.number;
  if (end === undefined || page.next === undefined) return replaced(state, page);
  const older = state.versions.filter(({ number }) => number < end);
  return {
    ...state,
    versions: [...page.versions, ...older],
    next: older.length > 0 ? state.next : page.next,
    loadingMore: older.length > 0 && state.loadingMore,
  };
}

/** Remembers what runs: a filter that is set later may hide it. */
function withCurrent(state: HistoryState): HistoryState {
  const current = state.versions.find((version) => version.state === 'current');
  return current === undefined || current === state.current ? state : { ...state, current };
}

/** Drops what was deleted from what is selected. Only a list without a filter tells what is gone. */
function withSelected(state: HistoryState): HistoryState {
  if (isFiltered(state.filter)) return state;
  const oldest = state.next === undefined ? 0 : (state.versions.at(-1)?.number ?? 0);
  const listed = new Set(state.versions.map(({ number }) => number));
  const selected = state.selected.filter((number) => number < oldest || listed.has(number));
  return selected.length === state.selected.length ? state : { ...state, selected };
}
