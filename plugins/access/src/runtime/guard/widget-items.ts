import { type FlowDocument, type FlowItem, findItems, nameOf } from '@millwright/flows';

/** Longer ids are of no node that anybody made: what a browser names is looked for in each of its parts. */
const longestId = 1000;

/**
 * The items that a running node of this id may have been made from. In each instance of a subflow Node-RED gives a node
 * the id of the instance, a hyphen, and the id of its item; ids may have hyphens of their own, so there may be several.
 */
export function itemsBehind(flows: FlowDocument, id: string): readonly FlowItem[] {
  const own = findItems(flows, new Set([id])).get(id);
  if (own) return [own.item];
  if (id.length > longestId) return [];
  const parts = id.split('-');
  const endings = new Set(parts.slice(1).map((_part, index) => parts.slice(index + 1).join('-')));
  return [...findItems(flows, endings).values()]
    .filter(({ item, part }) => part.kind === 'subflow' && item.type !== 'subflow')
    .map(({ item }) => item);
}

/** Where widgets stand, and what stands for it in their configuration. */
const homes = [
  ['group', 'ui-group'],
  ['page', 'ui-page'],
  ['ui', 'ui-base'],
] as const;

/**
 * Whether an item is a widget of a dashboard: called as one, or placed on one. Dashboard itself does not look: it would
 * send a browser's message out of any node whose id the browser names.
 */
export function isWidget(flows: FlowDocument, item: FlowItem): boolean {
  if (typeof item.type === 'string' && item.type.startsWith('ui-')) return true;
  return homes.some(([property, type]) => {
    const name = nameOf(item[property]);
    if (name === undefined || name === '') return false;
    return findItems(flows, new Set([name])).get(name)?.item.type === type;
  });
}
