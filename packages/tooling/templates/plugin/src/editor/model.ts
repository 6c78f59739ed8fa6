import type { Failure } from '@millwright/editor';
import type { OperationCount } from '../common/routes.ts';

/** What the sidebar knows. */
export type CountsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | { readonly phase: 'ready'; readonly counts: readonly OperationCount[] };

export type CountsEvent =
  | { readonly type: 'loading' }
  | { readonly type: 'loaded'; readonly counts: readonly OperationCount[] }
  | { readonly type: 'failed'; readonly failure: Failure };

/** Counts that are shown stay in sight until there are newer ones. */
export function reduce(state: CountsState, event: CountsEvent): CountsState {
  switch (event.type) {
    case 'loading':
      return state.phase === 'ready' ? state : { phase: 'loading' };
    case 'loaded':
      return { phase: 'ready', counts: event.counts };
    case 'failed':
      return state.phase === 'ready' ? state : { phase: 'failed', failure: event.failure };
  }
}
