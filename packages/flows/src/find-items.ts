import type { FlowDocument, FlowItem, FlowPart } from './document.ts';
import { readItem } from './item-pairs.ts';

/** An item with the part that it belongs to. */
export interface FoundItem {
  readonly item: FlowItem;
  readonly part: FlowPart;
}

/** The items of a document with these ids; only those that may have one of them are parsed. The last of equals wins. */
export function findItems({ parts }: FlowDocument, ids: ReadonlySet<string>): Map<string, FoundItem> {
  const found = new Map<string, FoundItem>();
  if (ids.size === 0) return found;
  for (const part of parts) {
    for (const text of part.texts) {
      if (!mayHave(text, ids)) continue;
      const item = readItem(text);
      if (typeof item.id === 'string' && ids.has(item.id)) found.set(item.id, { item, part });
    }
  }
  return found;
}

/** Most items begin with their id, so that most of them need not be parsed. */
function mayHave(text: string, ids: ReadonlySet<string>): boolean {
  const first = /^\{"id":"([^"\\]*)"/.exec(text)?.[1];
  return first === undefined ? text.includes('"id":"') : ids.has(first);
}
