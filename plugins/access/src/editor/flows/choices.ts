import { type InstalledNodes, installedNodes, undeployedFlows } from '@millwright/editor';
import type { NamedKind, NameOf } from '../words/place-words.ts';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What rules can be about, as this editor knows it now. */
export interface FlowChoices extends InstalledNodes {
  readonly tab: readonly Choice[];
  readonly subflow: readonly Choice[];
  readonly group: readonly Choice[];
  /** Pages and groups of dashboards. */
  readonly dashboardPage: readonly Choice[];
  readonly dashboardGroup: readonly Choice[];
  /** Configuration nodes: others are too many to choose from, and rules name them by a pattern. */
  readonly node: readonly Choice[];
  readonly nameOf: NameOf;
}

export function editorChoices(): FlowChoices {
  return choicesOf(undeployedFlows().flows, installedNodes());
}

export function choicesOf(flows: readonly object[], installed: InstalledNodes): FlowChoices {
  const found: Record<NamedKind, Choice[]> = {
    tab: [],
    subflow: [],
    group: [],
    node: [],
    dashboardPage: [],
    dashboardGroup: [],
  };
  const names = new Map<string, string>();
  for (const item of flows as readonly Readonly<Record<string, unknown>>[]) {
    const [id, type] = [textOf(item['id']), textOf(item['type'])];
    const name = textOf(item['label'] ?? item['name']) || type;
    names.set(id, name);
    if (type === 'tab' || type === 'subflow' || type === 'group')
      found[type].push({ id, name: textOf(item['label'] ?? item['name']) || id });
    else if (type === 'ui-page') found.dashboardPage.push({ id, name });
    else if (type === 'ui-group') found.dashboardGroup.push({ id, name });
    if (!('x' in item) && !places.has(type)) found.node.push({ id, name: `${name} (${type})` });
  }
  return { ...found, ...installed, nameOf: (_kind, id) => names.get(id) };
}

/** What configuration nodes are not. */
const places: ReadonlySet<string> = new Set(['tab', 'subflow', 'group']);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
