import type { FlowDocument, FlowItem, FlowPart } from './document.ts';
import { withIdIn } from './touched/part-index.ts';

/** An item with the part that it belongs to. */
export interface FoundItem {
  readonly item: FlowItem;
  readonly part: FlowPart;
}

/**
 * The items of a document with these ids; no others are parsed, and none is looked for twice. The last of equals wins.
 */
export function findItems({ parts }: FlowDocument, ids: ReadonlySet<string>): Map<string, FoundItem> {
  const found = new Map<string, FoundItem>();
  for (const id of ids) {
    for (const part of parts) {
      const last = withIdIn(part, id).findLast(({ item }) => item.id === id);
      if (last) found.set(id, last);
    }
  }
  return found;
}
