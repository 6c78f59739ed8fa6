import { call, coalesced, openCanvas } from '@millwright/editor';
import { logRoutes } from '../../common/routes.ts';
import { filterQuery, type ListFilter } from '../filter/filter.ts';
import { type AuditState, newestOf, type SidebarEvent } from './model.ts';

const pageSize = 100;
/** As many as the server gives at a time. */
const arrivedAtMost = 200;

export interface Loader {
  /** The newest events that the filter lets through, in place of what is listed. */
  newest(): Promise<void>;
  /** What came after the newest that is listed; all of it, where nothing is. */
  arrived(): Promise<void>;
  /** The next page of older ones. */
  older(): Promise<void>;
  health(): Promise<void>;
  dispose(): void;
}

/** Asks the server for what the sidebar shows. */
export function createLoader(state: () => AuditState, apply: (event: SidebarEvent) => void): Loader {
  const gone = new AbortController();
  let searched: { readonly filter: ListFilter; readonly abort: AbortController } | undefined;

  const page = (
    filter: ListFilter,
    more: { before?: number; after?: number; limit: number },
    signal = gone.signal,
  ) => {
    const canvas = openCanvas();
    const part = canvas && `${canvas.kind}:${canvas.id}`;
    const query = { ...filterQuery(filter, Date.now(), part), ...more };
    return call(logRoutes.listEvents, { query }, { signal });
  };
  const loadNewest = coalesced(async () => {
    const { filter } = state();
    const abort = new AbortController();
    searched = { filter, abort };
    apply({ type: 'loading' });
    const found = await page(filter, { limit: pageSize }, AbortSignal.any([gone.signal, abort.signal]));
    if (gone.signal.aborted) return;
    apply(
      found.ok
        ? { type: 'newest', filter, page: found.value }
        : { type: 'failed', filter, failure: found.failure },
    );
  });
  const newest = (): Promise<void> => {
    // What the former filter finds is not wanted any more.
    if (searched && searched.filter !== state().filter) searched.abort.abort();
    return loadNewest();
  };
  const loadArrived = coalesced(async () => {
    const { filter } = state();
    const after = newestOf(state());
    // What is on its way may be from before it.
    if (after === undefined || state().searching) return newest();
    const found = await page(filter, { after, limit: arrivedAtMost });
    if (found.ok && !gone.signal.aborted) apply({ type: 'arrived', filter, after, page: found.value });
  });

  return {
    newest,
    arrived: loadArrived,
    async older() {
      const { filter, next: before, loadingMore } = state();
      if (before === undefined || loadingMore) return;
      apply({ type: 'loadingMore' });
      const found = await page(filter, { before, limit: pageSize });
      if (gone.signal.aborted) return;
      apply(found.ok ? { type: 'older', filter, before, page: found.value } : { type: 'olderFailed' });
    },
    health: coalesced(async () => {
      const found = await call(logRoutes.getHealth, {}, { signal: gone.signal });
      if (found.ok) apply({ type: 'health', health: found.value });
    }),
    dispose: () => gone.abort(),
  };
}
