import {
  addSidebar,
  call,
  copyFailure,
  type EditorDoor,
  emptyState,
  failedState,
  firstVisit,
  html,
  installStyle,
  isNotAllowed,
  loadingState,
  onMessage,
  onReconnect,
  type TemplateResult,
  timeFormat,
  VirtualList,
  whenEditorReady,
} from '@millwright/editor';
import { area, healthNews, historyRoutes, topics, versionNews } from '../common/routes.ts';
import type { VersionSummary } from '../common/version.ts';
import { coalesced } from './coalesced.ts';
import { actorName } from './describe.ts';
import { groupByDay } from './groups.ts';
import { degradedLine, healthFoot } from './health.ts';
import { currentVersion, type HistoryEvent, initialState, reduce } from './model.ts';
import { openDetails } from './open-details.ts';
import { versionRow } from './rows.ts';
import { historyStyle } from './style.ts';
import type { HistoryTexts } from './texts.ts';

const pageSize = 100;
const clockTick = 30_000;

/** Adds the history sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startHistory(door: EditorDoor, texts: HistoryTexts): () => void {
  const format = timeFormat(texts.locale);
  const visit = firstVisit('millwright.history.visited');
  let introduce = visit.isFirst;
  let state = initialState;
  let wanted = false;
  /** The newest version that was told of and is not yet shown. */
  let arrived: number | undefined;

  installStyle(historyStyle);
  const list = new VirtualList<VersionSummary>({
    id: 'mw-history-list',
    label: texts('list.label'),
    key: ({ number }) => String(number),
    row: (version) => versionRow(version, texts, format, Date.now()),
    open: (version) => {
      introduced();
      openDetails(version, { texts, format, current: () => currentVersion(state) });
    },
    nearEnd: () => void loadOlder(),
  });
  const sidebar = addSidebar({
    id: 'millwright-history',
    name: texts('name'),
    icon: 'fa-history',
    door,
    onShow: () => {
      if (!wanted) load();
      wanted = true;
    },
  });

  const apply = (event: HistoryEvent): void => {
    state = reduce(state, event);
    draw();
  };
  const draw = (): void => {
    if (state.versions.length > 0)
      list.update({
        groups: groupByDay(state.versions, format, Date.now()),
        more: state.next !== undefined && !state.loadingMore,
        ...(state.next === undefined ? {} : { tail: texts('list.more') }),
      });
    sidebar.show({
      line: introduce ? intro() : undefined,
      body: body(),
      ...(mayLook()
        ? { degraded: degradedLine(state.health, texts), foot: healthFoot(state.health, texts) }
        : {}),
    });
  };
  const mayLook = (): boolean => !(state.failure && isNotAllowed(state.failure));
  const body = (): TemplateResult | HTMLElement => {
    if (state.phase === 'failed' && state.failure) {
      const { failure } = state;
      const title = texts('list.failed');
      return failedState({
        title,
        failure,
        texts,
        retry: load,
        copy: () => copyFailure(title, failure),
      });
    }
    if (state.phase === 'loading') return loadingState(texts('list.loading'));
    if (state.versions.length === 0)
      return emptyState({
        icon: 'fa-history',
        title: texts('list.emptyTitle'),
        text: texts('list.emptyText'),
      });
    return list.element;
  };
  const intro = (): TemplateResult =>
    html`<div class="mw-history-intro">
      <span>${texts('intro.text')}</span>
      <button type="button" class="red-ui-button red-ui-button-small" @click=${introduced}>
        ${texts('intro.done')}
      </button>
    </div>`;
  const introduced = (): void => {
    introduce = false;
    draw();
  };

  const loadNewest = coalesced(async () => {
    const expected = arrived;
    apply({ type: 'loading' });
    const page = await call(historyRoutes.listVersions, { query: { limit: pageSize } });
    apply(page.ok ? { type: 'newest', page: page.value } : { type: 'failed', failure: page.failure });
    if (expected !== undefined && page.ok) announce(expected);
  });
  const loadHealth = coalesced(async () => {
    const found = await call(historyRoutes.getHealth, {});
    if (found.ok) apply({ type: 'health', health: found.value });
  });
  const load = (): void => {
    void loadNewest();
    void loadHealth();
  };
  const loadOlder = async (): Promise<void> => {
    const before = state.next;
    if (before === undefined || state.loadingMore) return;
    apply({ type: 'loadingMore' });
    const page = await call(historyRoutes.listVersions, { query: { before, limit: pageSize } });
    apply(page.ok ? { type: 'older', before, page: page.value } : { type: 'olderFailed' });
  };
  const announce = (number: number): void => {
    if (arrived === number) arrived = undefined;
    const version = state.versions.find((other) => other.number === number);
    if (version)
      sidebar.announce(texts('list.arrived', { number: String(number), actor: actorName(version, texts) }));
  };

  const stops = [
    onMessage(`millwright/${area}/${topics.version}`, versionNews, ({ number }) => {
      if (!wanted || !mayLook()) return;
      if (!state.versions.some((version) => version.number === number)) arrived = number;
      void loadNewest();
    }),
    onMessage(`millwright/${area}/${topics.health}`, healthNews, () => {
      if (wanted && mayLook()) void loadHealth();
    }),
    onReconnect(() => {
      if (wanted) load();
    }),
  ];
  const ticking = setInterval(draw, clockTick);
  draw();
  whenEditorReady(() => {
    if (!visit.isFirst) return;
    visit.done();
    sidebar.reveal();
  });
  return () => {
    clearInterval(ticking);
    for (const stop of stops) stop();
    sidebar.remove();
  };
}
