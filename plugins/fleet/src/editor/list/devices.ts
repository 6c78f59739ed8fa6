import { call, createToolbar, isNotAllowed, type SidebarView, VirtualList } from '@millwright/editor';
import type { DeviceSummary } from '../../common/devices.ts';
import { deviceRoutes } from '../../common/routes.ts';
import { openAddDevice } from '../codes/open-add-device.ts';
import type { FleetContext } from '../context.ts';
import { openDeploy } from '../deploy/open-deploy.ts';
import { openDevice } from '../device/open-device.ts';
import { fleetMenu } from '../menu.ts';
import { lacking, needs } from '../needs.ts';
import { listBody, listHeading, selectionActions } from './body.ts';
import { type ListFilter, noFilter } from './filter.ts';
import { savedSelections } from './kept.ts';
import { createLoader } from './loader.ts';
import { initialState, type ListEvent, reduce } from './model.ts';
import { type FilterContext, filterChips, filterPanel, quickFilters } from './panel.ts';
import { deviceRow } from './rows.ts';

/** The devices of the hub in the sidebar. */
export interface Devices {
  view(): SidebarView;
  /** All that is shown, anew. */
  load(): void;
  /** Draws the times anew. */
  tick(): void;
  dispose(): void;
}

/** @param changed is called when the view is another one */
export function createDevices(context: FleetContext, changed: () => void): Devices {
  const { texts, format } = context;
  let state = initialState;
  let labels: FilterContext['labels'] = [];
  const saved = savedSelections();
  const apply = (event: ListEvent): void => {
    state = reduce(state, event);
    fill();
    changed();
  };
  const loader = createLoader(() => state, apply);
  const list = new VirtualList<DeviceSummary>({
    id: 'mw-fleet-list',
    label: texts('list.label'),
    key: ({ id }) => id,
    row: (device) => deviceRow(device, texts, format, Date.now() + state.ahead),
    open: ({ id, name }) =>
      openDevice(
        { id, name },
        {
          ...context,
          ahead: () => state.ahead,
          changed: (device) => apply({ type: 'changed', device }),
        },
      ),
    nearEnd: () => void loader.more(),
    selection: {
      has: ({ id }) => state.selected.includes(id),
      toggle: ({ id }) => apply({ type: 'select', id }),
    },
  });
  const setFilter = (filter: ListFilter): void => {
    apply({ type: 'filter', filter });
    void loader.load();
  };
  const toolbar = createToolbar({
    id: 'mw-fleet-toolbar',
    searchLabel: texts('filter.text'),
    onText: (text) => setFilter({ ...state.filter, text }),
    onFilters: () => void loadLabels(),
  });
  const loadLabels = async (): Promise<void> => {
    const found = await call(deviceRoutes.listLabels, {});
    if (!found.ok) return;
    labels = found.value.labels;
    changed();
  };
  const fill = (): void => {
    if (state.devices.length === 0) return;
    list.update({
      groups: [{ key: 'devices', label: listHeading(state, texts), items: state.devices }],
      more: state.next !== undefined && !state.loadingMore,
      ...(state.next === undefined ? {} : { tail: texts('list.more') }),
    });
  };
  const filtering = (): FilterContext => ({
    filter: state.filter,
    counts: state.counts,
    labels,
    saved: saved.all(),
    texts,
    change: setFilter,
  });
  const showToolbar = (): void => {
    const shown = filtering();
    toolbar.show({
      text: state.filter.text,
      busy: state.searching,
      filters: filterPanel(shown),
      chips: filterChips(shown),
      quick: quickFilters(shown),
      reset: () => setFilter(noFilter),
      menu: fleetMenu(context, { filter: state.filter, saved, changed }),
    });
  };
  return {
    view() {
      const body = listBody({
        state,
        list: list.element,
        texts,
        retry: () => void loader.load(),
        showAll() {
          setFilter(noFilter);
          toolbar.focus();
        },
        addDevice: () => openAddDevice(context),
      });
      if (state.failure && isNotAllowed(state.failure)) return { body };
      showToolbar();
      return {
        toolbar,
        body,
        actions: selectionActions({
          selected: state.selected,
          lacks: lacking(needs.deploy),
          texts,
          clear() {
            apply({ type: 'selectNone' });
            list.focus();
          },
          deploy: () => openDeploy(context, { devices: state.selected }),
        }),
      };
    },
    load: () => void loader.load(),
    tick: fill,
    dispose: () => loader.dispose(),
  };
}
