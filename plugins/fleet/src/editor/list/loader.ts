import { call, coalesced } from '@millwright/editor';
import type { DevicePage } from '../../common/devices.ts';
import { deviceRoutes } from '../../common/routes.ts';
import { filterQuery, type ListFilter } from './filter.ts';
import type { ListEvent, ListState } from './model.ts';

/** Devices of one page at first, and the most that a page has. */
const pageSize = 100;
const largestPage = 500;

export interface Loader {
  /** All that is shown, anew. */
  load(): Promise<void>;
  more(): Promise<void>;
  dispose(): void;
}

/** Asks the server for the devices that the list shows. */
export function createLoader(state: () => ListState, apply: (event: ListEvent) => void): Loader {
  const gone = new AbortController();
  const ask = (filter: ListFilter, limit: number, after?: string) => {
    const query = { ...filterQuery(filter), limit, ...(after === undefined ? {} : { after }) };
    return call(deviceRoutes.listDevices, { query }, { signal: gone.signal });
  };
  return {
    load: coalesced(async () => {
      const { filter, devices, searching } = state();
      const wanted = searching ? pageSize : Math.max(pageSize, devices.length);
      let page: DevicePage | undefined;
      do {
        const limit = Math.min(largestPage, wanted - (page?.devices.length ?? 0));
        const found = await ask(filter, limit, page?.next);
        if (gone.signal.aborted) return;
        if (!found.ok) {
          apply({ type: 'failed', filter, failure: found.failure });
          return;
        }
        page = { ...found.value, devices: [...(page?.devices ?? []), ...found.value.devices] };
      } while (page.next !== undefined && page.devices.length < wanted);
      apply({ type: 'loaded', filter, page, now: Date.now() });
    }),
    async more() {
      const { filter, next: after, loadingMore } = state();
      if (after === undefined || loadingMore) return;
      apply({ type: 'loadingMore' });
      const found = await ask(filter, pageSize, after);
      if (gone.signal.aborted) return;
      apply(found.ok ? { type: 'more', filter, after, page: found.value } : { type: 'moreFailed' });
    },
    dispose: () => gone.abort(),
  };
}
