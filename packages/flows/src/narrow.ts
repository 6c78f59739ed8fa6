import type { FlowDocument, FlowPart } from './document.ts';
import { isOwnItem, readItem } from './item-pairs.ts';

/**
 * A document without what another one says nothing about, so that an export of some of its flows can be compared with
 * it. A tab or subflow that the other holds whole, with its own item, stays whole; of all else only items stay whose ids
 * the other holds in that part. Its order is that of the parts: it cannot be put together again as it was.
 */
export function narrowTo(document: FlowDocument, other: FlowDocument): FlowDocument {
  const held = new Map(other.parts.map((part) => [part.key, part.texts.map(readItem)]));
  const parts = document.parts.flatMap((part): FlowPart[] => {
    const items = held.get(part.key);
    if (!items) return [];
    const hasOwn =
      (part.kind === 'tab' || part.kind === 'subflow') && items.some((item) => isOwnItem(part, item));
    if (hasOwn) return [part];
    const ids = new Set(items.map(({ id }) => id));
    return [{ ...part, texts: part.texts.filter((text) => ids.has(readItem(text).id)) }];
  });
  return { parts, runs: parts.map(({ texts }, index) => [index, texts.length]) };
}
