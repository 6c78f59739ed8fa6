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
import { area, historyRoutes, topics } from '../common/routes.ts';
import { health, type VersionSummary, versionSummary } from '../common/version.ts';
import { actorName } from './describe.ts';
import { groupByDay } from './groups.ts';
import { degradedLine, healthFoot } from './health.ts';
import { currentVersion, type HistoryEvent, initialState, isBehind, reduce } from './model.ts';
import { openDetails } from './open-details.ts';
import { versionRow } from './rows.ts';
import { historyStyle } from './style.ts';
import type { HistoryTexts } from './texts.ts';

const pageSize = 100;
const clockTick = 30_000;

/** Adds the history sidebar to the editor and keeps it up to date. */
export function startHistory(door: EditorDoor, texts: HistoryTexts): void {
  const format = timeFormat(texts.locale);
  const visit = firstVisit('millwright.history.visited');
  let introduce = visit.isFirst;
  let state = initialState;
  let wanted = false;
  let missed = false;

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
      if (!wanted) void loadNewest();
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
  /** Node-RED sends live messages to everyone who is logged in, so the health may arrive all the same. */
  const mayLook = (): boolean => !(state.failure && isNotAllowed(state.failure));
  const body = (): TemplateResult | HTMLElement => {
    if (state.phase === 'failed' && state.failure) {
      const { failure } = state;
      const title = texts('list.failed');
      return failedState({
        title,
        failure,
        texts,
        retry: () => void loadNewest(),
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

  const loadNewest = async (): Promise<void> => {
    missed = false;
    apply({ type: 'loading' });
    const [page, found] = await Promise.all([
      call(historyRoutes.listVersions, { query: { limit: pageSize } }),
      call(historyRoutes.getHealth, {}),
    ]);
    if (found.ok) apply({ type: 'health', health: found.value });
    apply(page.ok ? { type: 'newest', page: page.value } : { type: 'failed', failure: page.failure });
    if (page.ok && missed) await loadNewest();
  };
  const loadOlder = async (): Promise<void> => {
    const before = state.next;
    if (before === undefined || state.loadingMore) return;
    apply({ type: 'loadingMore' });
    const page = await call(historyRoutes.listVersions, { query: { before, limit: pageSize } });
    apply(page.ok ? { type: 'older', before, page: page.value } : { type: 'olderFailed' });
  };
  const arrive = (version: VersionSummary): void => {
    if (!wanted) return;
    const isNew = !state.versions.some(({ number }) => number === version.number);
    // It may have come to be after the page was read that is on its way.
    missed = true;
    if (isBehind(state, version)) void loadNewest();
    else apply({ type: 'version', version });
    if (isNew)
      sidebar.announce(
        texts('list.arrived', { number: String(version.number), actor: actorName(version, texts) }),
      );
  };

  onMessage(`millwright/${area}/${topics.version}`, versionSummary, arrive);
  onMessage(`millwright/${area}/${topics.health}`, health, (news) => apply({ type: 'health', health: news }));
  onReconnect(() => {
    if (wanted) void loadNewest();
  });
  setInterval(draw, clockTick);
  draw();
  whenEditorReady(() => {
    if (!visit.isFirst) return;
    visit.done();
    sidebar.reveal();
  });
}
