import {
  addSidebar,
  call,
  coalesced,
  copyFailure,
  type EditorDoor,
  emptyState,
  type Failure,
  failedState,
  installStyle,
  loadingState,
  onMessage,
  onReconnect,
  type SidebarView,
  timeFormat,
} from '@millwright/editor';
import type { FleetState, OwnState } from '../common/fleet.ts';
import { area, news, stateRoutes, topics } from '../common/routes.ts';
import type { FleetContext } from './context.ts';
import { beginView, deviceBody, deviceLine, roleOf } from './frame.ts';
import type { OwnContext } from './own/context.ts';
import { openEnrol } from './own/open-enrol.ts';
import { ownStyle } from './own/style.ts';
import { openSetUp } from './set-up/open-set-up.ts';
import { fleetStyle } from './style.ts';
import type { FleetTexts } from './texts.ts';

/** Milliseconds: seconds are counted where people look at them. */
const clockTick = 1000;

/** Adds the sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startFleet(door: EditorDoor, texts: FleetTexts): () => void {
  const format = timeFormat(texts.locale);
  const gone = new AbortController();
  let state: FleetState | undefined;
  let failure: Failure | undefined;
  let received = Date.now();
  let wanted = false;

  installStyle(fleetStyle + ownStyle);
  const take = (next: FleetState): void => {
    state = next;
    failure = undefined;
    received = Date.now();
  };
  const load = coalesced(async () => {
    const found = await call(stateRoutes.getState, {}, { signal: gone.signal });
    if (gone.signal.aborted) return;
    if (found.ok) take(found.value);
    else if (state === undefined) failure = found.failure;
    draw();
  });
  const reload = (): void => void load();
  const context: FleetContext = { texts, format, state: () => state, reload };
  const own = (): OwnContext => ({
    texts,
    format,
    received,
    reload,
    changed(next: OwnState) {
      if (state) take({ ...state, own: next });
      draw();
    },
  });
  const sidebar = addSidebar({
    id: 'millwright-fleet',
    name: texts('name'),
    icon: 'fa-sitemap',
    door,
    onShow: () => {
      if (!wanted) reload();
      wanted = true;
    },
  });
  const view = (): SidebarView => {
    if (failure) {
      const why = failure;
      const title = texts('list.failed');
      const copy = (): void => copyFailure(title, why);
      return { body: failedState({ title, failure, texts, retry: reload, copy }) };
    }
    if (state === undefined) return { body: loadingState(texts('list.loading')) };
    const role = roleOf(state);
    if (role === 'device') return { body: deviceBody(state.own, own()) };
    if (role !== 'none')
      return {
        line: role === 'both' ? deviceLine(state.own, own()) : undefined,
        body: emptyState({
          icon: 'fa-sitemap',
          title: texts('list.emptyTitle'),
          text: texts('list.emptyText'),
        }),
      };
    return { body: beginView({ texts, makeHub: () => openSetUp(context), enrol: () => openEnrol(own()) }) };
  };
  const draw = (): void => sidebar.show(view());

  const stops = [
    onMessage(`millwright/${area}/${topics.state}`, news, () => {
      if (wanted) reload();
    }),
    onReconnect(() => {
      if (wanted) reload();
    }),
  ];
  const ticking = setInterval(draw, clockTick);
  draw();
  return () => {
    clearInterval(ticking);
    gone.abort();
    for (const stop of stops) stop();
    sidebar.remove();
  };
}
