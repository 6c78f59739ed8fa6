import type { FlowDocument, FlowItem } from '../document.ts';
import { readItem } from '../item-pairs.ts';

/** One item of a document with the part that it belongs to. */
export interface Entry {
  readonly part: string;
  readonly id: string;
  readonly item: FlowItem;
  readonly text: string;
}

/** The items of a document in their order. */
export function entriesOf({ parts, runs }: FlowDocument): Entry[] {
  const next = parts.map(() => 0);
  const entries: Entry[] = [];
  for (const [index, count] of runs) {
    const part = parts[index];
    const start = next[index] ?? 0;
    next[index] = start + count;
    if (!part) continue;
    for (const text of part.texts.slice(start, start + count)) entries.push(entryOf(part.key, text));
  }
  return entries;
}

function entryOf(part: string, text: string): Entry {
  const item = readItem(text);
  return { part, id: typeof item.id === 'string' ? item.id : '', item, text };
}

/** The same entry with another item. */
export const rewritten = (entry: Entry, item: FlowItem): Entry => ({
  ...entry,
  item,
  text: JSON.stringify(item),
});

/** Entries by id; those without one are left out, and of equals the first counts. */
export function byId(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of entries) if (entry.id !== '' && !found.has(entry.id)) found.set(entry.id, entry);
  return found;
}

/** The tab or subflow that an item stands on; empty for none. */
export const placeOf = ({ item }: Entry): string => (typeof item.z === 'string' ? item.z : '');

/** Tabs, subflows and the global environment are parts, not nodes of one. */
export const isPart = ({ item: { type } }: Entry): boolean =>
  type === 'tab' || type === 'subflow' || type === 'global-config';

/** Nodes that stand on no canvas: others refer to them by id. */
export const isConfiguration = (entry: Entry): boolean =>
  !isPart(entry) && entry.item.type !== 'group' && !('x' in entry.item && 'y' in entry.item);

/** The subflow that an item is an instance of. */
export const subflowOf = ({ item: { type } }: Entry): string | undefined =>
  typeof type === 'string' && type.startsWith('subflow:') ? type.slice('subflow:'.length) : undefined;
