import type { Failure } from '@millwright/editor';
import type { DevicePage, DeviceSummary } from '../../common/devices.ts';
import { type ListFilter, noFilter } from './filter.ts';

/** What the list of devices knows. */
export interface ListState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure?: Failure;
  readonly filter: ListFilter;
  /** Another filter was set, and `devices` are still those of the former one. */
  readonly searching: boolean;
  /** By name, without a gap. */
  readonly devices: readonly DeviceSummary[];
  readonly next: string | undefined;
  readonly loadingMore: boolean;
  readonly counts: DevicePage['counts'] | undefined;
  /** How far the clock of the hub is ahead of this browser's, in milliseconds. */
  readonly ahead: number;
  /** Ids in the order in which they were selected; a filter may hide some. */
  readonly selected: readonly string[];
}

export const initialState: ListState = {
  phase: 'loading',
  filter: noFilter,
  searching: false,
  devices: [],
  next: undefined,
  loadingMore: false,
  counts: undefined,
  ahead: 0,
  selected: [],
};

/** Pages come with the filter that they were asked for: those of a former one are dropped. */
export type ListEvent =
  | { readonly type: 'filter'; readonly filter: ListFilter }
  /** All that is shown, anew; `now` is this browser's clock. */
  | { readonly type: 'loaded'; readonly filter: ListFilter; readonly page: DevicePage; readonly now: number }
  | { readonly type: 'loadingMore' }
  | { readonly type: 'more'; readonly filter: ListFilter; readonly after: string; readonly page: DevicePage }
  | { readonly type: 'moreFailed' }
  | { readonly type: 'failed'; readonly filter: ListFilter; readonly failure: Failure }
  | { readonly type: 'changed'; readonly device: DeviceSummary }
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'selectNone' };

export function reduce(state: ListState, event: ListEvent): ListState {
  if ('filter' in event && event.type !== 'filter' && event.filter !== state.filter) return state;
  switch (event.type) {
    case 'filter':
      return { ...state, filter: event.filter, searching: true, next: undefined, loadingMore: false };
    case 'loaded': {
      const { failure: _former, ...rest } = state;
      const { devices, next, counts, now } = event.page;
      return {
        ...rest,
        phase: 'ready',
        searching: false,
        loadingMore: false,
        devices,
        next,
        counts,
        ahead: now === undefined ? 0 : now - event.now,
      };
    }
    case 'loadingMore':
      return { ...state, loadingMore: true };
    case 'more': {
      if (state.next !== event.after) return { ...state, loadingMore: false };
      const known = new Set(state.devices.map(({ id }) => id));
      const { devices, next, counts } = event.page;
      return {
        ...state,
        devices: [...state.devices, ...devices.filter(({ id }) => !known.has(id))],
        next,
        counts,
        loadingMore: false,
      };
    }
    case 'moreFailed':
      return { ...state, loadingMore: false };
    case 'failed':
      // What is shown stays: the hub may only be restarting.
      if (state.devices.length > 0 && !state.searching) return state;
      return { ...state, phase: 'failed', failure: event.failure, devices: [], searching: false };
    case 'changed': {
      const { device } = event;
      return { ...state, devices: state.devices.map((each) => (each.id === device.id ? device : each)) };
    }
    case 'select': {
      const others = state.selected.filter((id) => id !== event.id);
      return {
        ...state,
        selected: others.length < state.selected.length ? others : [...others, event.id],
      };
    }
    case 'selectNone':
      return { ...state, selected: [] };
  }
}
