import { call, coalesced, createPager, openCanvas } from '@millwright/editor';
import { historyRoutes } from '../common/routes.ts';
import type { VersionSummary } from '../common/version.ts';
import { filterQuery, isFiltered, type ListFilter } from './filter.ts';
import type { HistoryEvent, HistoryState } from './model.ts';

const pageSize = 100;
/** Rows that are read anew when versions changed; those further down are once they are scrolled to from above. */
const rereadAtMost = 2000;
const rereadPage = 200;

export interface Loader {
  /** The newest versions that the filter lets through. */
  newest(): Promise<void>;
  /** The next page of older ones. */
  older(): Promise<void>;
  /** What is listed, anew: names, notes or pins are others, or versions are gone. */
  reread(): Promise<void>;
  health(): Promise<void>;
}

/** Asks the server for what the sidebar shows. */
export function createLoader(
  state: () => HistoryState,
  apply: (event: HistoryEvent) => void,
): Loader & { dispose(): void } {
  const gone = new AbortController();

  const page = (filter: ListFilter, more: { before?: number; limit: number }, signal = gone.signal) => {
    const canvas = openCanvas();
    const part = canvas && `${canvas.kind}:${canvas.id}`;
    const query = { ...filterQuery(filter, Date.now(), part), ...more };
    return call(historyRoutes.listVersions, { query }, { signal });
  };
  /** What runs may be hidden by the filter, so it is asked for by itself. */
  const loadCurrent = async (): Promise<void> => {
    const found = await call(historyRoutes.listVersions, { query: { limit: 1 } }, { signal: gone.signal });
    const newest = found.ok ? found.value.versions[0] : undefined;
    if (newest?.state === 'current') apply({ type: 'current', version: newest });
  };
  const { newest, older, beside } = createPager({
    state,
    apply,
    gone: gone.signal,
    ask: (filter: ListFilter, before, signal) =>
      page(filter, { limit: pageSize, ...(before === undefined ? {} : { before }) }, signal),
    afterNewest: async (filter) => {
      if (isFiltered(filter)) await loadCurrent();
    },
  });

  return {
    newest,
    older,
    reread: coalesced(() =>
      beside(async () => {
        const { filter, versions: listed } = state();
        const last = listed.slice(0, rereadAtMost).at(-1)?.number ?? 0;
        const versions: VersionSummary[] = [];
        let next: number | undefined;
        do {
          const found = await page(filter, {
            limit: rereadPage,
            ...(next === undefined ? {} : { before: next }),
          });
          if (!found.ok || gone.signal.aborted) return () => {};
          versions.push(...found.value.versions);
          next = found.value.next;
        } while (next !== undefined && (versions.at(-1)?.number ?? 0) > last);
        return () => apply({ type: 'reread', filter, page: { versions, next } });
      }),
    ),
    health: coalesced(async () => {
      const found = await call(historyRoutes.getHealth, {}, { signal: gone.signal });
      if (found.ok) apply({ type: 'health', health: found.value });
    }),
    dispose: () => gone.abort(),
  };
}
