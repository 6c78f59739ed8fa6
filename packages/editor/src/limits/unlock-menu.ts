import { type RedMenu, red } from '../red.ts';
import { wrap } from './wrap.ts';

/**
 * Takes "Unlock flow" out of the menus of tabs that are locked by a limit. Node-RED builds such a menu anew whenever it
 * is opened, and tells nobody for which tab.
 */
export function offerNoUnlock(isLocked: (id: string) => boolean): () => void {
  let clicked: string | undefined;
  const onContextMenu = ({ target }: MouseEvent): void => {
    const link = target instanceof Element ? target.closest('.red-ui-tab-label') : null;
    clicked = link?.getAttribute('href')?.slice(1);
    setTimeout(() => {
      clicked = undefined;
    });
  };
  document.addEventListener('contextmenu', onContextMenu, true);
  const undo = wrap(red().menu, 'init', (original) => (options: RedMenu) => {
    const id = clicked ?? String(red().workspaces.active());
    if (!isLocked(id) || options.options === undefined) return original(options);
    const unlock = red()._('workspace.unlockFlow');
    return original({ ...options, options: options.options.filter((item) => item?.label !== unlock) });
  });
  return () => {
    document.removeEventListener('contextmenu', onContextMenu, true);
    undo();
  };
}
