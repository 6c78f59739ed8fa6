import type { FlowItem } from '@millwright/flows';

/** They are no nodes: nothing has to provide them. */
const structure: ReadonlySet<unknown> = new Set(['tab', 'subflow', 'group']);

/**
 * Types of nodes that nothing provides, as Node-RED looks for them before it starts flows: neither something installed
 * nor, for instances of a subflow, the flows themselves.
 *
 * @param among whose types are looked for; by default those of all items
 */
export function missingTypes(
  items: readonly FlowItem[],
  isProvided: (type: string) => boolean,
  among: (item: FlowItem) => boolean = () => true,
): string[] {
  const subflows = new Set(items.filter(({ type }) => type === 'subflow').map(({ id }) => `subflow:${id}`));
  const types = new Set<string>();
  for (const item of items) {
    const { type } = item;
    if (typeof type === 'string' && !structure.has(type) && !subflows.has(type) && among(item))
      types.add(type);
  }
  return [...types].filter((type) => type.startsWith('subflow:') || !isProvided(type)).sort();
}
