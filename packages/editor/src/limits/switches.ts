import { jQuery, type RedCanvasNode, type RedItem, red } from '../red.ts';
import { wrap } from './wrap.ts';

/** Whether the server can switch a node on and off that is not changed: of those with such a button, debug. */
export const isSwitch = ({ type }: RedCanvasNode): boolean => type === 'debug';

/** Buttons that switch a node on and off, where the node itself cannot be changed. */
export interface Switches {
  press(node: RedCanvasNode, property: string): void;
  remove(): void;
}

/**
 * Switches nodes on the server alone: the editor shows it, but what it deploys stays as it was. It lasts, as without us,
 * until the node starts anew.
 */
export function createSwitches(): Switches {
  const stored = new Map<
    string,
    { readonly node: RedCanvasNode; readonly property: string; readonly value: unknown }
  >();
  const show = (node: RedCanvasNode, property: string, value: unknown): void => {
    // The node behind its guard, which would take this for a change of what is locked.
    Object.assign(node.__node__ ?? node, { [property]: value });
    node.dirty = true;
    red().view.redraw();
  };
  const asStored = (items: RedItem[]): RedItem[] =>
    items.map((item) => {
      const kept = stored.get(item.id);
      const isSame = kept !== undefined && red().nodes.node(item.id) === (kept.node as object);
      return isSame ? { ...item, [kept.property]: kept.value } : item;
    });
  const { nodes } = red();
  const undo = [
    wrap(
      nodes,
      'createCompleteNodeSet',
      (original) => (options?: { credentials?: boolean }) => asStored(original(options)),
    ),
    wrap(
      nodes,
      'createExportableNodeSet',
      (original) => (set: readonly object[], options?: object) => asStored(original(set, options)),
    ),
  ];
  return {
    press(node, property) {
      const next = !node[property];
      void jQuery()
        .ajax({ url: `debug/${node.id}/${next ? 'enable' : 'disable'}`, type: 'POST' })
        .done(() => {
          const kept = stored.get(node.id);
          if (kept?.node !== node) stored.set(node.id, { node, property, value: node[property] });
          show(node, property, next);
        });
    },
    remove() {
      for (const end of undo) end();
      for (const { node, property, value } of stored.values()) show(node, property, value);
      stored.clear();
    },
  };
}
