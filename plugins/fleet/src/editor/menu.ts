import type { MenuItem } from '@millwright/editor';
import { deviceRoutes } from '../common/routes.ts';
import { openAddDevice } from './codes/open-add-device.ts';
import type { FleetContext } from './context.ts';
import { openDeploy } from './deploy/open-deploy.ts';
import { openDeploys } from './deploy/open-deploys.ts';
import { openHub } from './hub/open-hub.ts';
import { isFiltered, type ListFilter } from './list/filter.ts';
import type { SavedSelections } from './list/kept.ts';
import { openSaveSelection } from './list/open-save.ts';
import { savedOf } from './list/saved.ts';
import { lacking, needs } from './needs.ts';
import { openReleases } from './releases/open-releases.ts';
import { openValues } from './values/open-values.ts';

export interface MenuContext {
  /** What the list is narrowed to. */
  readonly filter: ListFilter;
  readonly saved: SavedSelections;
  /** Other selections are saved. */
  changed(): void;
}

/** What the menu of the sidebar of a hub offers. What one may not do is quiet and says what is missing. */
export function fleetMenu(context: FleetContext, { filter, saved, changed }: MenuContext): MenuItem[] {
  const { texts, reload } = context;
  const asks = (permissions: readonly string[]): Pick<MenuItem, 'disabled' | 'hint'> => {
    const permission = lacking(permissions);
    return permission === undefined ? {} : { disabled: true, hint: texts('menu.notAllowed', { permission }) };
  };
  const current = savedOf(saved.all(), filter);
  return [
    {
      label: texts('deploy.menu'),
      icon: 'fa-paper-plane-o',
      ...asks(needs.deploy),
      run: () => openDeploy(context),
    },
    {
      label: texts('code.menu'),
      icon: 'fa-plus',
      ...asks([deviceRoutes.makeCode.permission]),
      run: () => openAddDevice(context),
    },
    { label: texts('values.menu'), icon: 'fa-sliders', run: () => openValues(context) },
    { label: texts('releases.menu'), icon: 'fa-archive', run: () => openReleases(context) },
    { label: texts('deploys.menu'), icon: 'fa-truck', run: () => openDeploys(context) },
    current === undefined
      ? {
          label: texts('selection.menu'),
          icon: 'fa-bookmark-o',
          ...(isFiltered(filter) ? {} : { disabled: true, hint: texts('selection.nothing') }),
          run: () => openSaveSelection(filter, { texts, saved, changed }),
        }
      : {
          label: texts('selection.forget', { name: current.name }),
          icon: 'fa-bookmark',
          run() {
            saved.remove(current.name);
            changed();
          },
        },
    { label: texts('hub.menu'), icon: 'fa-key', run: () => openHub(context) },
    ...(context.state()?.own.stage === 'none'
      ? [{ label: texts('begin.enrolToo'), icon: 'fa-plug', run: () => context.enrol() }]
      : []),
    { label: texts('menu.refresh'), icon: 'fa-refresh', run: reload },
  ];
}
