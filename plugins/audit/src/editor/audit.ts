import {
  addSidebar,
  call,
  createToolbar,
  type EditorDoor,
  firstVisit,
  groupByDay,
  installStyle,
  isNotAllowed,
  onCanvasChange,
  onMessage,
  onReconnect,
  openCanvas,
  setConcern,
  shownUser,
  shownVersions,
  timeFormat,
  VirtualList,
  whenEditorReady,
} from '@millwright/editor';
import type { EventSummary } from '../common/log.ts';
import { area, eventsNews, healthNews, logRoutes, topics } from '../common/routes.ts';
import type { AuditContext } from './context.ts';
import { openEvent } from './details/open-event.ts';
import { firstFilter, type ListFilter, noFilter, onCanvas } from './filter/filter.ts';
import {
  type FilterChoices,
  type FilterContext,
  filterChips,
  filterPanel,
  filterText,
  quickFilters,
} from './filter/panel.ts';
import { auditFoot, degradedLine, problemsText } from './health/foot.ts';
import { isTampered } from './health/judge.ts';
import { openLog } from './health/open-log.ts';
import { intro, sidebarBody } from './list/body.ts';
import { createLoader } from './list/loader.ts';
import { initialState, isSuspect, newestOf, reduce, rowsOf, type SidebarEvent } from './list/model.ts';
import { eventRow } from './list/rows.ts';
import { timeOf } from './list/time-of.ts';
import { auditMenu } from './menu.ts';
import { auditStyle } from './style.ts';
import type { AuditTexts } from './texts.ts';

const clockTick = 30_000;
/** How long the foot may lag behind the list, in milliseconds: its numbers are of interest, each of them is not. */
const healthLag = 5000;

/** Adds the sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startAudit(door: EditorDoor, texts: AuditTexts): () => void {
  const format = timeFormat(texts.locale);
  const visit = firstVisit('millwright.audit.visited');
  let introduce = visit.isFirst;
  let state = initialState;
  let choices: FilterChoices | undefined;
  let wanted = false;
  /** The event to go to once the list is there. */
  let sought: number | undefined;
  let lagging: ReturnType<typeof setTimeout> | undefined;

  installStyle(auditStyle);
  const apply = (event: SidebarEvent): void => {
    state = reduce(state, event);
    if (event.type === 'health')
      setConcern(door, texts('name'), problemsText(event.health, texts), isTampered(event.health));
    draw();
  };
  const loader = createLoader(() => state, apply);
  const context: AuditContext = {
    texts,
    format,
    health: () => state.health,
    reload: () => load(),
    filter: () => state.filter,
    filterText: () => filterText(filtering()),
    setFilter: (filter, seq) => goTo(filter, seq),
    showVersion: () => shownVersions(door),
    openEvent: (seq) => openEvent(seq, context),
  };
  const list = new VirtualList<EventSummary>({
    id: 'mw-audit-list',
    label: texts('list.label'),
    key: ({ seq }) => String(seq),
    row: (event) => eventRow(event, texts, format, Date.now(), isSuspect(event, state)),
    open: ({ seq }) => {
      introduced();
      context.openEvent(seq);
    },
    nearEnd: () => void loader.older(),
  });
  const setFilter = (filter: ListFilter): void => {
    sought = undefined;
    apply({ type: 'filter', filter });
    void loader.newest();
  };
  const goTo = (filter: ListFilter, seq: number): void => {
    setFilter(filter);
    sought = seq;
  };
  /** Goes to an event, however far down it is; to the one after it, where it has no row of its own. */
  const lead = async (seq: number): Promise<void> => {
    const { filter } = state;
    for (let listed = -1; listed !== state.events.length; await loader.older()) {
      if ((state.events.at(-1)?.seq ?? 0) <= seq) break;
      listed = state.events.length;
    }
    const row = state.filter === filter && rowsOf(state).findLast((event) => event.seq >= seq);
    if (!row) return;
    list.activate(String(row.seq));
    list.focus();
  };
  const toolbar = createToolbar({
    id: 'mw-audit-toolbar',
    searchLabel: texts('filter.text'),
    onText: (text) => setFilter({ ...state.filter, text }),
    onFilters: () => void loadChoices(),
  });
  const sidebar = addSidebar({
    id: 'millwright-audit',
    name: texts('name'),
    icon: 'fa-list-alt',
    door,
    onShow: () => {
      if (!wanted) load();
      wanted = true;
    },
  });

  const draw = (): void => {
    const rows = rowsOf(state);
    if (rows.length > 0)
      list.update({
        groups: groupByDay(rows, { key: ({ seq }) => seq, time: timeOf, format, now: Date.now() }),
        more: state.next !== undefined && !state.loadingMore,
        ...(state.next === undefined ? {} : { tail: texts('list.more') }),
      });
    const body = sidebarBody({ state, list: list.element, texts, retry: load, showAll });
    if (!mayLook()) {
      sidebar.show({ body });
      return;
    }
    drawToolbar();
    sidebar.show({
      toolbar,
      line: introduce ? intro(texts, introduced) : undefined,
      body,
      degraded: degradedLine(state.health, texts, showLog),
      foot: auditFoot(state.health, texts, showLog),
    });
    if (sought === undefined || state.searching) return;
    void lead(sought);
    sought = undefined;
  };
  const filtering = (): FilterContext => ({
    filter: state.filter,
    choices,
    canvas: openCanvas(),
    self: shownUser(),
    texts,
    format,
    change: setFilter,
  });
  const drawToolbar = (): void => {
    const shown = filtering();
    toolbar.show({
      text: state.filter.text,
      busy: state.searching,
      filters: filterPanel(shown),
      chips: filterChips(shown),
      quick: quickFilters(shown),
      reset: () => setFilter(firstFilter),
      menu: auditMenu(context),
    });
  };
  const showLog = (): void => openLog(context);
  const mayLook = (): boolean => !(state.failure && isNotAllowed(state.failure));
  /** From where the list was: what was clicked is gone, and with it the focus. */
  const showAll = (): void => {
    setFilter(noFilter);
    toolbar.focus();
  };
  const introduced = (): void => {
    introduce = false;
    draw();
  };
  const load = (): void => {
    void loader.newest();
    void loader.health();
  };
  const loadChoices = async (): Promise<void> => {
    const found = await call(logRoutes.listFilters, {});
    if (!found.ok) return;
    choices = found.value;
    draw();
  };
  const arrived = async (size: number): Promise<void> => {
    const newest = newestOf(state);
    // A log that has no such number any more is another one: a damaged file was set aside.
    if (newest !== undefined && size <= newest) {
      load();
      return;
    }
    await loader.arrived();
    const count = state.events.findIndex(({ seq }) => seq === newest);
    if (newest !== undefined && count > 0) sidebar.announce(texts.counted('list.arrived', count));
  };

  const healthSoon = (): void => {
    lagging ??= setTimeout(() => {
      lagging = undefined;
      void loader.health();
    }, healthLag);
  };
  /** What was published in between was not heard. */
  const reconnected = async (): Promise<void> => {
    await loader.health();
    await arrived(state.health?.size ?? Number.POSITIVE_INFINITY);
  };

  const stops = [
    onMessage(`millwright/${area}/${topics.events}`, eventsNews, ({ size }) => {
      if (!wanted || !mayLook()) return;
      void arrived(size);
      healthSoon();
    }),
    onMessage(`millwright/${area}/${topics.health}`, healthNews, () => {
      if (wanted && mayLook()) void loader.health();
    }),
    onReconnect(() => {
      if (wanted) void reconnected();
    }),
    onCanvasChange(() => {
      if (!wanted) return;
      if (state.filter.target === onCanvas) setFilter({ ...state.filter });
      else draw();
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
    clearTimeout(lagging);
    for (const stop of stops) stop();
    loader.dispose();
    setConcern(door, texts('name'), undefined);
    sidebar.remove();
  };
}
