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
  | { readonly type: 'version'; readonly version: VersionSummary }
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
    case 'version':
      return state.phase === 'ready'
        ? { ...state, versions: withVersion(state.versions, event.version) }
        : state;
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

/** Puts one version where it belongs. Only one version runs, so a new current one makes the others old. */
function withVersion(
  versions: readonly VersionSummary[],
  version: VersionSummary,
): readonly VersionSummary[] {
  const oldest = versions.at(-1)?.number;
  if (oldest !== undefined && version.number < oldest) return versions;
  const others = versions
    .filter(({ number }) => number !== version.number)
    .map((other) =>
      version.state === 'current' && other.state === 'current' ? { ...other, state: 'old' as const } : other,
    );
  const place = others.findIndex(({ number }) => number < version.number);
  return place < 0 ? [...others, version] : others.toSpliced(place, 0, version);
}

/** Whether versions between the newest known one and this one were missed. */
export function isBehind(state: HistoryState, version: VersionSummary): boolean {
  const newest = state.versions[0]?.number;
  return newest !== undefined && version.number > newest + 1;
}

/** The version that runs now, if it is among those loaded. */
export function currentVersion(state: HistoryState): VersionSummary | undefined {
  return state.versions.find(({ state: versionState }) => versionState === 'current');
}
