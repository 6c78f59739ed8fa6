import {
  actorName,
  addSidebar,
  call,
  createToolbar,
  type EditorDoor,
  firstVisit,
  groupByDay,
  installStyle,
  isNotAllowed,
  offerDeployNote,
  offerVersions,
  onCanvasChange,
  onMessage,
  onReconnect,
  openCanvas,
  setConcern,
  timeFormat,
  VirtualList,
  whenEditorReady,
} from '@millwright/editor';
import { area, changedNews, editRoutes, healthNews, topics, versionNews } from '../common/routes.ts';
import type { VersionSummary } from '../common/version.ts';
import { showVersion } from './compare/show-version.ts';
import { type ListFilter, noFilter, onCanvas } from './filter.ts';
import { type FilterChoices, type FilterContext, filterChips, filterPanel } from './filter-panel.ts';
import { degradedLine, healthFoot, problemsText } from './health.ts';
import { createLoader } from './loader.ts';
import { historyMenu } from './menu.ts';
import { type HistoryEvent, initialState, reduce } from './model.ts';
import { openDetails } from './open-details.ts';
import { versionRow } from './rows.ts';
import { intro, selectionActions, sidebarBody } from './sidebar-parts.ts';
import { historyStyle } from './style.ts';
import type { HistoryTexts } from './texts.ts';

const clockTick = 30_000;

/** Adds the history sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startHistory(door: EditorDoor, texts: HistoryTexts): () => void {
  const format = timeFormat(texts.locale);
  const visit = firstVisit('millwright.history.visited');
  let introduce = visit.isFirst;
  let state = initialState;
  let choices: FilterChoices | undefined;
  let wanted = false;
  /** The newest version that was told of and is not yet shown. */
  let arrived: number | undefined;

  installStyle(historyStyle);
  const apply = (event: HistoryEvent): void => {
    state = reduce(state, event);
    if (event.type === 'health') setConcern(door, texts('name'), problemsText(event.health, texts));
    draw();
  };
  const loader = createLoader(() => state, apply);
  const list = new VirtualList<VersionSummary>({
    id: 'mw-history-list',
    label: texts('list.label'),
    key: ({ number }) => String(number),
    row: (version) => versionRow(version, texts, format, Date.now()),
    open: (version) => {
      introduced();
      openDetails(version, {
        texts,
        format,
        edited: (changed) => apply({ type: 'edited', version: changed }),
      });
    },
    nearEnd: () => void loader.older(),
    selection: {
      has: ({ number }) => state.selected.includes(number),
      toggle: ({ number }) => apply({ type: 'select', number }),
    },
  });
  const setFilter = (filter: ListFilter): void => {
    apply({ type: 'filter', filter });
    void loadNewest();
  };
  const toolbar = createToolbar({
    id: 'mw-history-toolbar',
    searchLabel: texts('filter.text'),
    onText: (text) => setFilter({ ...state.filter, text }),
    onFilters: () => void loadChoices(),
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

  const draw = (): void => {
    if (state.versions.length > 0)
      list.update({
        groups: groupByDay(state.versions, {
          key: ({ number }) => number,
          time: ({ time }) => time,
          format,
          now: Date.now(),
        }),
        more: state.next !== undefined && !state.loadingMore,
        ...(state.next === undefined ? {} : { tail: texts('list.more') }),
      });
    if (!mayLook()) {
      sidebar.show({
        body: sidebarBody({ state, list: list.element, texts, retry: load, showAll: showAllAgain }),
      });
      return;
    }
    drawToolbar();
    sidebar.show({
      toolbar,
      line: introduce ? intro(texts, introduced) : undefined,
      body: sidebarBody({ state, list: list.element, texts, retry: load, showAll: showAllAgain }),
      actions: selectionActions({
        selected: state.selected,
        current: state.current?.number,
        texts,
        format,
        clear: () => {
          apply({ type: 'selectNone' });
          list.focus();
        },
      }),
      degraded: degradedLine(state.health, texts),
      foot: healthFoot(state.health, texts),
    });
  };
  const drawToolbar = (): void => {
    const context: FilterContext = {
      filter: state.filter,
      choices,
      canvas: openCanvas(),
      texts,
      change: setFilter,
    };
    toolbar.show({
      text: state.filter.text,
      busy: state.searching,
      filters: filterPanel(context),
      chips: filterChips(context),
      reset: showAll,
      menu: historyMenu({ texts, format, reload: load }),
    });
  };
  const mayLook = (): boolean => !(state.failure && isNotAllowed(state.failure));
  const showAll = (): void => setFilter(noFilter);
  /** From where the list was: what was clicked is gone, and with it the focus. */
  const showAllAgain = (): void => {
    showAll();
    toolbar.focus();
  };
  const introduced = (): void => {
    introduce = false;
    draw();
  };

  const loadNewest = async (): Promise<void> => {
    const expected = arrived;
    await loader.newest();
    if (expected !== undefined && state.phase === 'ready') announce(expected);
  };
  const load = (): void => {
    void loadNewest();
    void loader.health();
  };
  const loadChoices = async (): Promise<void> => {
    const found = await call(editRoutes.listFilters, {});
    if (!found.ok) return;
    choices = found.value;
    draw();
  };
  const announce = (number: number): void => {
    if (arrived === number) arrived = undefined;
    const version = state.versions.find((other) => other.number === number);
    if (version)
      sidebar.announce(
        texts('list.arrived', { number: String(number), actor: actorName(version.actor, texts) }),
      );
  };

  const stops = [
    offerDeployNote(door),
    onMessage(`millwright/${area}/${topics.version}`, versionNews, ({ number }) => {
      if (!wanted || !mayLook()) return;
      if (!state.versions.some((version) => version.number === number)) arrived = number;
      void loadNewest();
    }),
    onMessage(`millwright/${area}/${topics.changed}`, changedNews, () => {
      if (!wanted || !mayLook()) return;
      void loader.reread();
      void loader.health();
    }),
    onMessage(`millwright/${area}/${topics.health}`, healthNews, () => {
      if (wanted && mayLook()) void loader.health();
    }),
    onReconnect(() => {
      if (wanted) load();
    }),
    onCanvasChange(() => {
      if (wanted && state.filter.part === onCanvas) setFilter({ ...state.filter });
    }),
  ];
  offerVersions(door, (number) => void showVersion(number, { texts, format }));
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
    loader.dispose();
    setConcern(door, texts('name'), undefined);
    offerVersions(door, undefined);
    sidebar.remove();
  };
}
