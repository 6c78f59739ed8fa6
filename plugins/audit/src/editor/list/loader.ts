import { call, coalesced, createPager, openCanvas } from '@millwright/editor';
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
  const { newest, older, beside } = createPager({
    state,
    apply,
    gone: gone.signal,
    ask: (filter: ListFilter, before, signal) =>
      page(filter, { limit: pageSize, ...(before === undefined ? {} : { before }) }, signal),
  });
  const loadArrived = coalesced(() =>
    beside(async () => {
      const { filter, searching } = state();
      const after = newestOf(state());
      if (after === undefined || searching) return newest;
      const found = await page(filter, { after, limit: arrivedAtMost });
      return () => found.ok && apply({ type: 'arrived', filter, after, page: found.value });
    }),
  );

  return {
    newest,
    arrived: loadArrived,
    older,
    health: coalesced(async () => {
      const found = await call(logRoutes.getHealth, {}, { signal: gone.signal });
      if (found.ok) apply({ type: 'health', health: found.value });
    }),
    dispose: () => gone.abort(),
  };
}
