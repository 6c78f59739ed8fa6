import {
  divideFlows,
  type FlowDocument,
  type FlowPart,
  flowsText,
  itemText,
  withoutOwnCredentials,
} from './document.ts';

export interface DividedAgain {
  /** Without credentials. */
  readonly document: FlowDocument;
  /** All items from here on up to `end` are not as they were; all others are. */
  readonly start: number;
  readonly end: number;
  /** The text of the document, if it was made on the way: where no item came with credentials. */
  readonly text: string | undefined;
}

/**
 * Divides items, without the credentials that came inside them, of which most are probably as they were. They are
 * written once, as a whole, and compared as a whole with what was there: that is work of the engine's own code,
 * where going through ten thousand items one by one would take several times as long, the more so in a process
 * that rarely does it. Only what stands between the first and the last difference is looked at.
 *
 * @param formerText the text of the former document, if it is known
 */
export function divideAgain(
  items: readonly unknown[],
  former: FlowDocument,
  formerText = flowsText(former),
): DividedAgain {
  const given = JSON.stringify(items);
  const texts = inOrder(former);
  const { start, end } = difference({ given, count: items.length }, { text: formerText, texts });
  const middle = items.slice(start, end).map(withoutOwnCredentials);
  const isPlain = middle.every((item, index) => item === items[start + index]);
  const shift = texts.length - items.length;
  const document =
    replaceItems(former, texts, { start, items: middle, shift }) ??
    divideFlows(items, former, (_item, index) => {
      if (index < start) return texts[index] ?? '';
      return index < end ? itemText(middle[index - start]) : (texts[index + shift] ?? '');
    });
  return { document, start, end, text: isPlain ? given : undefined };
}

function inOrder({ parts, runs }: FlowDocument): readonly string[] {
  const next = parts.map(() => 0);
  const texts: string[] = [];
  for (const [part, count] of runs) {
    const first = next[part] ?? 0;
    next[part] = first + count;
    for (let index = first; index < first + count; index++) texts.push(parts[part]?.texts[index] ?? '');
  }
  return texts;
}

interface Former {
  readonly text: string;
  readonly texts: readonly string[];
}

/** Between which items two texts differ: `[item,item,…]`. What is written the same from an end on is the same items. */
function difference(
  { given, count }: { readonly given: string; readonly count: number },
  { text, texts }: Former,
): { readonly start: number; readonly end: number } {
  const sameBefore = commonStart(given, text);
  const most = Math.min(count, texts.length);
  let start = 0;
  let at = 1;
  for (; start < most; start++) {
    // With what stands behind it.
    const next = at + (texts[start]?.length ?? 0) + 1;
    if (next > sameBefore) break;
    at = next;
  }
  const sameBehind = commonEnd(given, text, Math.min(given.length, text.length) - at + 1);
  let behind = 0;
  for (let left = 1; behind < most - start; behind++) {
    // With what stands before it.
    left += (texts[texts.length - 1 - behind]?.length ?? 0) + 1;
    if (left > sameBehind) break;
  }
  return { start, end: count - behind };
}

/** How many characters two texts begin with in common. By halves, since comparing two stretches is fast. */
function commonStart(one: string, other: string): number {
  let low = 0;
  let high = Math.min(one.length, other.length);
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (one.slice(low, middle) === other.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function commonEnd(one: string, other: string, most: number): number {
  let low = 0;
  let high = most;
  const stretch = (text: string, from: number, to: number): string =>
    text.slice(text.length - to, text.length - from);
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (stretch(one, low, middle) === stretch(other, low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Replacement {
  readonly start: number;
  readonly items: readonly unknown[];
  readonly shift: number;
}

/** More of them are as quickly divided anew. */
const mostReplaced = 500;

/** @returns undefined where more changed than what stands in the place of each */
function replaceItems(
  former: FlowDocument,
  texts: readonly string[],
  { start, items, shift }: Replacement,
): FlowDocument | undefined {
  if (shift !== 0 || items.length > mostReplaced) return undefined;
  const places = items.map(placeOf);
  const before = items.map((_, index) => placeOf(JSON.parse(texts[start + index] ?? '')));
  if (!places.every((place, index) => place !== undefined && place === before[index])) return undefined;
  if (items.length === 0) return former;
  const changed = new Map<number, string[]>();
  eachPlace(former, start, items.length, (part, index, position) => {
    const own = changed.get(part) ?? [...(former.parts[part]?.texts ?? [])];
    own[index] = itemText(items[position]);
    changed.set(part, own);
  });
  const parts = former.parts.map((part, index): FlowPart => {
    const own = changed.get(index);
    return own ? { ...part, texts: own } : part;
  });
  return { parts, runs: former.runs };
}

/** On what an item stands; undefined for what is a part, or names one. */
function placeOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const { type, z } = item as { readonly type?: unknown; readonly z?: unknown };
  if (type === 'tab' || type === 'subflow' || type === 'global-config') return undefined;
  return typeof z === 'string' ? z : '';
}

/** Tells of `count` items from `start` on in which part they are, and where in it. */
function eachPlace(
  { parts, runs }: FlowDocument,
  start: number,
  count: number,
  tell: (part: number, index: number, position: number) => void,
): void {
  const next = parts.map(() => 0);
  let at = 0;
  for (const [part, length] of runs) {
    const first = next[part] ?? 0;
    next[part] = first + length;
    for (let here = Math.max(start, at); here < Math.min(start + count, at + length); here++)
      tell(part, first + here - at, here - start);
    at += length;
    if (at >= start + count) return;
  }
}
