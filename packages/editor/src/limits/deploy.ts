import { red } from '../red.ts';
import { installStyle } from '../style.ts';
import { guardAction } from './actions.ts';
import { type Limit, undoAll } from './limit.ts';
import { limitStyle } from './style.ts';

/** `state`: starting and stopping the flows. */
export type DeployKind = 'full' | 'flows' | 'nodes' | 'reload' | 'state';

const types = ['flows', 'nodes', 'full'] as const;
const items: Readonly<Record<DeployKind, readonly string[]>> = {
  full: ['deploymenu-item-full'],
  flows: ['deploymenu-item-flow'],
  nodes: ['deploymenu-item-node'],
  reload: ['deploymenu-item-reload'],
  state: ['deploymenu-item-runtime-start', 'deploymenu-item-runtime-stop'],
};
const actions: Readonly<Record<DeployKind, readonly string[]>> = {
  full: ['core:set-deploy-type-to-full'],
  flows: ['core:set-deploy-type-to-modified-flows'],
  nodes: ['core:set-deploy-type-to-modified-nodes'],
  reload: ['core:restart-flows'],
  state: ['core:start-flows', 'core:stop-flows'],
};
const kinds = Object.keys(items) as DeployKind[];

/**
 * Offers only some kinds of deploy, and none of them where all are limited: Deploy looks and works then as it does for
 * those who lack Node-RED's own permission. By kind, with the reason.
 */
export function limitDeploy(): Limit<ReadonlyMap<DeployKind, string>> {
  installStyle(limitStyle);
  let limits: ReadonlyMap<DeployKind, string> = new Map();
  /** The item that the user had selected, where another one had to be. */
  let former: string | undefined;

  const showButton = (): void => {
    const button = document.getElementById('red-ui-header-button-deploy');
    const group = button?.closest<HTMLElement>('.red-ui-deploy-button-group');
    if (!button || !group) return;
    const permitted = red().user.hasPermission('flows.write');
    const none = types.every((type) => limits.has(type));
    const reason = limits.get('full') ?? '';
    group.classList.toggle('readOnly', !permitted || kinds.every((kind) => limits.has(kind)));
    if (none) {
      button.classList.add('disabled');
      button.setAttribute('aria-disabled', 'true');
      group.title = button.title = reason;
    } else if (button.title !== '') {
      button.classList.toggle('disabled', !permitted || !red().nodes.dirty());
      button.removeAttribute('aria-disabled');
      group.title = button.title = '';
    }
  };
  const showItems = (): void => {
    const { menu } = red();
    for (const kind of kinds)
      for (const id of items[kind]) {
        const item = document.getElementById(id);
        if (!item) continue;
        const reason = limits.get(kind);
        if (reason === undefined && !item.title) continue;
        menu.setDisabled(id, reason !== undefined);
        item.title = reason ?? '';
        item.classList.toggle('mw-limited-item', reason !== undefined);
        item.setAttribute('aria-disabled', String(reason !== undefined));
      }
  };
  const select = (): void => {
    const { menu } = red();
    const selected = types.find((type) => menu.isSelected(items[type][0] ?? ''));
    const allowed = types.find((type) => !limits.has(type));
    if (selected && limits.has(selected) && allowed) {
      former ??= items[selected][0];
      menu.setSelected(items[allowed][0] ?? '', true);
    } else if (former && !types.some((type) => limits.has(type) && items[type][0] === former)) {
      menu.setSelected(former, true);
      former = undefined;
    }
  };
  const undo = [
    // After Node-RED's own listeners, which offer the button again.
    ...['workspace:dirty', 'login', 'deploy'].map((event) => {
      red().events.on(event, showButton);
      return () => red().events.off(event, showButton);
    }),
    ...kinds.flatMap((kind) => actions[kind].map((name) => guardAction(name, () => limits.get(kind)))),
  ];
  const set = (next: ReadonlyMap<DeployKind, string>): void => {
    limits = next;
    showButton();
    showItems();
    select();
  };
  return {
    set,
    remove() {
      set(new Map());
      undoAll(undo);
    },
  };
}
