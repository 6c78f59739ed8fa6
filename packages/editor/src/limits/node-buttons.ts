import { type RedCanvasNode, red } from '../red.ts';
import { installStyle } from '../style.ts';
import { type Limit, tellLimit, undoAll } from './limit.ts';
import { isLimitedOnly, withOwnLocks } from './locked-property.ts';
import { limitStyle } from './style.ts';
import { createSwitches, isSwitch } from './switches.ts';
import { wrap } from './wrap.ts';

/** Why the button of a node would do nothing; undefined where it is offered. */
export type ButtonLimit = (nodeType: string) => string | undefined;

const hook = 'viewRedrawNode.millwright-buttons';

/**
 * Offers the buttons on nodes, such as inject's, to those who may use them: not where they would be refused, but also
 * on tabs that {@link lockPlaces} has locked, where Node-RED itself takes every button as part of what is locked.
 */
export function limitNodeButtons(): Limit<ButtonLimit> {
  installStyle(limitStyle);
  let reasonFor: ButtonLimit = () => undefined;
  const switches = createSwitches();

  /** Whether it was a press that we answered, in Node-RED's place. */
  const press = (node: RedCanvasNode): boolean => {
    const reason = reasonFor(node.type);
    if (reason !== undefined) {
      tellLimit(reason);
      return true;
    }
    if (!isLimitedOnly(red().nodes.workspace(node.z))) return false;
    const { button } = node._def;
    if (!isUsable(node)) return true;
    if (button?.toggle === undefined) withOwnLocks(() => button?.onclick?.call(node));
    else if (isSwitch(node)) switches.press(node, button.toggle);
    return true;
  };
  const onPress = (event: Event): void => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest<SVGElement & { __data__?: RedCanvasNode }>(
      '.red-ui-flow-node-button-button',
    );
    if (!button?.__data__ || !press(button.__data__)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const draw = ({ node, el }: { readonly node: RedCanvasNode; readonly el: Element }): void => {
    const group = el.querySelector('.red-ui-flow-node-button');
    if (!group || !node._def?.button) return;
    const reason = reasonFor(node.type);
    const title = group.querySelector('title');
    if (reason === undefined) title?.remove();
    else {
      const shown = title ?? document.createElementNS('http://www.w3.org/2000/svg', 'title');
      shown.textContent = reason;
      if (!title) group.append(shown);
    }
    if (reason !== undefined) group.classList.add('red-ui-flow-node-button-disabled');
    else if (isLimitedOnly(red().nodes.workspace(node.z)))
      group.classList.toggle('red-ui-flow-node-button-disabled', !isUsable(node));
  };
  const redraw = (): void => {
    const { nodes, view, workspaces } = red();
    const open = workspaces.active();
    if (open === 0) return;
    for (const node of nodes.filterNodes({ z: open })) node.dirty = true;
    view.redraw();
  };
  const canvas = document.getElementById('red-ui-workspace-chart');
  const pressed = ['click', 'touchstart'] as const;
  for (const event of pressed) canvas?.addEventListener(event, onPress, { capture: true, passive: false });
  red().hooks.add(hook, draw);
  const undo = [
    () => {
      for (const event of pressed) canvas?.removeEventListener(event, onPress, { capture: true });
    },
    () => red().hooks.remove(hook),
    wrap(red().view, 'clickNodeButton', (original) => (node: RedCanvasNode) => {
      if (!node._def.button || !press(node)) original(node);
    }),
    switches.remove,
  ];
  return {
    set(next) {
      reasonFor = next;
      redraw();
    },
    remove() {
      undoAll(undo);
      for (const title of document.querySelectorAll('.red-ui-flow-node-button > title')) title.remove();
      redraw();
    },
  };
}

/** As Node-RED asks it for tabs that are not locked; a button that changes its node does nothing where they are. */
function isUsable(node: RedCanvasNode): boolean {
  if (node.d || red().nodes.workspace(node.z)?.disabled) return false;
  if (node._def.button?.toggle !== undefined && !isSwitch(node)) return false;
  const enabled = node._def.button?.enabled;
  return typeof enabled === 'function' ? Boolean(enabled.call(node)) : enabled !== false;
}
