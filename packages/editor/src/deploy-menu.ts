import { red, textAsHtml } from './red.ts';
import { installStyle } from './style.ts';

export interface DeployItem {
  /** Unique among all items of menus: `millwright-fleet-deploy`. */
  readonly id: string;
  /** The action of the same kind in the editor's list: `millwright:deploy-to-devices`. */
  readonly action: string;
  readonly label: string;
  /** Stands below the label. */
  readonly hint: string;
  /** A class of Font Awesome 4. */
  readonly icon: string;
  run(): void;
}

const menuId = 'red-ui-header-button-deploy-options';

/** Node-RED hides all symbols but pictures in this menu: ours looks like those. */
const style = `
#red-ui-header ul#${menuId}-submenu li a > i.fa.mw-deploy-icon { display: inline-block; flex: none; float: none; box-sizing: border-box; width: 38px; height: 38px; margin: 0; line-height: 38px; font-size: 17px; text-align: center; border-radius: 4px; color: var(--red-ui-deploy-button-color); background: var(--red-ui-deploy-button-background); }
`;

/**
 * Offers something in the menu beside Deploy, below a line, and as an action that keys can be given to. Where the menu
 * is not there (an embedding application has a Deploy button without one) the action alone is offered.
 *
 * @returns takes it away
 */
export function offerInDeployMenu({ id, action, label, hint, icon, run }: DeployItem): () => void {
  installStyle(style);
  const { actions, menu } = red();
  actions.add(action, () => run(), { label });
  const list = document.getElementById(`${menuId}-submenu`);
  const line = document.createElement('li');
  line.className = 'red-ui-menu-divider';
  if (list) {
    list.append(line);
    // Node-RED puts all of it into the page as HTML.
    menu.addItem(menuId, {
      id,
      icon: `fa ${icon} mw-deploy-icon`,
      label: textAsHtml(label),
      sublabel: textAsHtml(hint),
      onselect: action,
    });
  }
  return () => {
    actions.remove(action);
    line.remove();
    menu.removeItem(id);
  };
}
