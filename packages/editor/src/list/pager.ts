import { coalesced } from '../coalesced.ts';
import type { Failure, Result } from '../failure.ts';

/** What a pager has to know of the state of a list. */
export interface PagedState<Filter> {
  readonly filter: Filter;
  /** Where the next page begins; undefined when all are loaded. */
  readonly next: number | undefined;
  readonly loadingMore: boolean;
}

/** Pages come with the filter that they were asked for: those of a former one are to be dropped. */
export type PagerEvent<Filter, Page> =
  | { readonly type: 'loading' }
  | { readonly type: 'newest'; readonly filter: Filter; readonly page: Page }
  | { readonly type: 'failed'; readonly filter: Filter; readonly failure: Failure }
  | { readonly type: 'loadingMore' }
  | { readonly type: 'older'; readonly filter: Filter; readonly before: number; readonly page: Page }
  | { readonly type: 'olderFailed' };

export interface PagerOptions<Filter, Page> {
  readonly state: () => PagedState<Filter>;
  readonly apply: (event: PagerEvent<Filter, Page>) => void;
  /** @param before where the page begins; undefined for the newest */
  readonly ask: (filter: Filter, before: number | undefined, signal: AbortSignal) => Promise<Result<Page>>;
  /** Aborts when the list goes. */
  readonly gone: AbortSignal;
  /** Done after each load of the newest, before the next one. */
  readonly afterNewest?: (filter: Filter) => Promise<void>;
}

export interface Pager {
  /** The newest that the filter lets through, in place of what is listed. */
  newest(): Promise<void>;
  /** The next page of older ones. */
  older(): Promise<void>;
  /**
   * Asks for what came, or is otherwise, since. Not while the newest are being loaded, and once more where they were meanwhile: of two
   * answers the later one may be the older, and would take away again what the other brought.
   *
   * @param ask resolves with what puts the answer into the list
   */
  beside(ask: () => Promise<() => unknown>): Promise<void>;
}

/** Loads a filtered list page by page, newest first. What a former filter finds is given up. */
export function createPager<Filter, Page>(options: PagerOptions<Filter, Page>): Pager {
  const { state, apply, ask, gone, afterNewest } = options;
  let searched: { readonly filter: Filter; readonly abort: AbortController } | undefined;
  let loading: Promise<unknown> | undefined;
  let loads = 0;

  const loadNewest = coalesced(async () => {
    const { filter } = state();
    const abort = new AbortController();
    searched = { filter, abort };
    apply({ type: 'loading' });
    loads += 1;
    const asked = ask(filter, undefined, AbortSignal.any([gone, abort.signal]));
    loading = asked;
    const found = await asked;
    loading = undefined;
    if (gone.aborted) return;
    apply(
      found.ok
        ? { type: 'newest', filter, page: found.value }
        : { type: 'failed', filter, failure: found.failure },
    );
    await afterNewest?.(filter);
  });
  const newest = (): Promise<void> => {
    // What the former filter finds is not wanted any more.
    if (searched && searched.filter !== state().filter) searched.abort.abort();
    return loadNewest();
  };
  return {
    newest,
    async beside(askSince) {
      for (;;) {
        while (loading) await loading;
        const former = loads;
        const use = await askSince();
        if (gone.aborted) return;
        if (former === loads) {
          await use();
          return;
        }
      }
    },
    async older() {
      const { filter, next: before, loadingMore } = state();
      if (before === undefined || loadingMore) return;
      apply({ type: 'loadingMore' });
      const found = await ask(filter, before, gone);
      if (gone.aborted) return;
      apply(found.ok ? { type: 'older', filter, before, page: found.value } : { type: 'olderFailed' });
    },
  };
}
