import { red } from '../red.ts';
import { installStyle } from '../style.ts';
import { guardAction } from './actions.ts';
import { type Limit, undoAll } from './limit.ts';
import { limitStyle } from './style.ts';

/** Offers no new tabs, with the reason. */
export function limitNewTabs(): Limit<string | undefined> {
  installStyle(limitStyle);
  let reason: string | undefined;
  const show = (): void => {
    red().menu.setDisabled('menu-item-workspace-add', reason !== undefined);
    for (const button of document.querySelectorAll<HTMLElement>('.red-ui-tab-button.red-ui-tabs-add a')) {
      button.classList.toggle('mw-limited-button', reason !== undefined);
      if (reason === undefined) {
        button.removeAttribute('aria-disabled');
        button.removeAttribute('title');
      } else {
        button.setAttribute('aria-disabled', 'true');
        button.title = reason;
      }
    }
  };
  const undo = ['core:add-flow', 'core:add-flow-to-right'].map((name) => guardAction(name, () => reason));
  const set = (next: string | undefined): void => {
    reason = next;
    show();
  };
  return {
    set,
    remove() {
      set(undefined);
      undoAll(undo);
    },
  };
}
