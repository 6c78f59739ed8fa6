import type { Failure } from '@millwright/editor';
import type { Health, VersionSummary } from '../common/version.ts';

/** What the sidebar knows. */
export interface HistoryState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure?: Failure;
  /** Without a gap, newest first. */
  readonly versions: readonly VersionSummary[];
  /** Where the next page begins; undefined when all are loaded. */
  readonly next: number | undefined;
  readonly loadingMore: boolean;
  readonly health: Health | undefined;
}

export const initialState: HistoryState = {
  phase: 'loading',
  versions: [],
  next: undefined,
  loadingMore: false,
  health: undefined,
};

export interface Page {
  readonly versions: readonly VersionSummary[];
  readonly next?: number | undefined;
}

export type HistoryEvent =
  | { readonly type: 'loading' }
  | { readonly type: 'newest'; readonly page: Page }
  | { readonly type: 'loadingMore' }
  | { readonly type: 'older'; readonly before: number; readonly page: Page }
  | { readonly type: 'olderFailed' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'health'; readonly health: Health };

export function reduce(state: HistoryState, event: HistoryEvent): HistoryState {
  switch (event.type) {
    case 'loading': {
      const { failure: _former, ...rest } = state;
      return { ...rest, phase: state.versions.length > 0 ? 'ready' : 'loading' };
    }
    case 'newest':
      return { ...withNewest(state, event.page), phase: 'ready' };
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
    case 'failed':
      return state.versions.length > 0
        ? { ...state, loadingMore: false }
        : { ...state, phase: 'failed', failure: event.failure, loadingMore: false };
    case 'health':
      return { ...state, health: event.health };
  }
}

/** The newest page, with the older ones that are known already, if no version is missing in between. */
function withNewest(state: HistoryState, page: Page): HistoryState {
  const end = page.versions.at(-1)?.number;
  const newest = state.versions[0]?.number;
  const fits = end !== undefined && newest !== undefined && page.next !== undefined && end <= newest;
  if (!fits) return { ...state, versions: page.versions, next: page.next, loadingMore: false };
  return {
    ...state,
    versions: [...page.versions, ...state.versions.filter(({ number }) => number < end)],
    next: state.next,
  };
}

/** The version that runs now, if it is among those loaded. */
export function currentVersion(state: HistoryState): VersionSummary | undefined {
  return state.versions.find(({ state: versionState }) => versionState === 'current');
}
