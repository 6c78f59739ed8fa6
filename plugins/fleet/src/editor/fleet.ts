import {
  addSidebar,
  call,
  coalesced,
  type EditorDoor,
  type Failure,
  failedState,
  hasPermission,
  installStyle,
  loadingState,
  offerInDeployMenu,
  onMessage,
  onReconnect,
  type SidebarView,
  setConcern,
  shownVersions,
  timeFormat,
  whenEditorReady,
} from '@millwright/editor';
import type { FleetState, OwnState } from '../common/fleet.ts';
import { area, news, stateRoutes, topics } from '../common/routes.ts';
import type { FleetContext } from './context.ts';
import { openDeploy } from './deploy/open-deploy.ts';
import { deviceTrouble, hubFoot, hubLine, hubTrouble } from './foot.ts';
import { beginView, deviceBody, deviceLine, roleOf } from './frame.ts';
import { openHub } from './hub/open-hub.ts';
import { createDevices } from './list/devices.ts';
import type { OwnContext } from './own/context.ts';
import { openEnrol } from './own/open-enrol.ts';
import { tellPutBack } from './own/put-back.ts';
import { ownStyle } from './own/style.ts';
import { openSetUp } from './set-up/open-set-up.ts';
import { soon } from './soon.ts';
import { fleetStyle } from './style.ts';
import type { FleetTexts } from './texts.ts';

/** Milliseconds: seconds are counted where people look at them. */
const clockTick = 1000;
/** And at the latest: when devices were heard is no news, nor that nothing answers any more. Milliseconds. */
const longestPause = 20_000;

/** Adds the sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startFleet(door: EditorDoor, texts: FleetTexts): () => void {
  const format = timeFormat(texts.locale);
  const gone = new AbortController();
  let state: FleetState | undefined;
  let failure: Failure | undefined;
  let received = Date.now();
  let answers = true;
  let asked = 0;
  let wanted = false;

  installStyle(fleetStyle + ownStyle);
  const take = (next: FleetState): void => {
    tellPutBack(state?.own, next.own, texts);
    state = next;
    failure = undefined;
    received = Date.now();
  };
  const load = coalesced(async () => {
    asked = performance.now();
    const found = await call(stateRoutes.getState, {}, { signal: gone.signal });
    if (gone.signal.aborted) return;
    answers = found.ok;
    if (found.ok) {
      take(found.value);
      const trouble = hubTrouble(found.value, texts) ?? deviceTrouble(found.value, texts);
      setConcern(door, texts('name'), trouble);
      if (found.value.hub.active) devices.load();
      offerDeploy(found.value.hub.active);
    } else if (state === undefined) failure = found.failure;
    draw();
  });
  const reload = (): void => void load();
  const context: FleetContext = {
    texts,
    format,
    state: () => state,
    reload,
    enrol: () => openEnrol(own()),
    showVersion: () => shownVersions(door),
  };
  let takeBack: (() => void) | undefined;
  /** In the menu beside Deploy, for as long as this instance is a hub. */
  const offerDeploy = (isHub: boolean): void => {
    if (isHub === (takeBack !== undefined)) return;
    takeBack?.();
    takeBack = isHub
      ? offerInDeployMenu({
          id: 'millwright-fleet-deploy',
          action: 'millwright:deploy-to-devices',
          label: texts('deploy.menu'),
          hint: texts('deploy.menuHint'),
          icon: 'fa-paper-plane-o',
          run: () => openDeploy(context),
        })
      : undefined;
  };
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
      const title = texts('list.failed');
      return { body: failedState({ title, failure, texts, retry: reload }) };
    }
    if (state === undefined) return { body: loadingState(texts('list.loading')) };
    const role = roleOf(state);
    if (role === 'device') return { body: deviceBody(state.own, own()) };
    if (role !== 'none') return hubView(state, role === 'both');
    return { body: beginView({ texts, makeHub: () => openSetUp(context), enrol: context.enrol }) };
  };
  const hubView = (shown: FleetState, isDevice: boolean): SidebarView => {
    const open = (): void => openHub(context);
    const trouble = hubTrouble(shown, texts);
    return {
      ...devices.view(),
      line: isDevice ? deviceLine(shown.own, own()) : undefined,
      degraded: trouble === undefined ? undefined : hubLine(trouble, texts, open),
      foot: hubFoot(shown, answers, texts, open),
    };
  };
  const draw = (): void => sidebar.show(view());
  const devices = createDevices(context, draw);

  const again = soon(reload);
  const reloadSoon = (): void => {
    // What becomes of changes that are made on a device concerns people who never opened the sidebar.
    const isDevice = state !== undefined && state.own.stage !== 'none';
    if (wanted || isDevice) again.ask();
  };
  const stops = [
    onMessage(`millwright/${area}/${topics.state}`, news, reloadSoon),
    onMessage(`millwright/${area}/${topics.devices}`, news, reloadSoon),
    onReconnect(() => {
      if (wanted) reload();
    }),
  ];
  const ticking = setInterval(() => {
    if (!wanted || document.hidden) return;
    if (performance.now() - asked > longestPause) reload();
    devices.tick();
    draw();
  }, clockTick);
  draw();
  // The menu beside Deploy has to know what this instance is before anybody opens the sidebar.
  whenEditorReady(() => {
    if (hasPermission(stateRoutes.getState.permission)) reload();
  });
  return () => {
    clearInterval(ticking);
    again.stop();
    gone.abort();
    devices.dispose();
    offerDeploy(false);
    setConcern(door, texts('name'), undefined);
    for (const stop of stops) stop();
    sidebar.remove();
  };
}
