import { type FlowDocument, type FlowPart, sameTexts } from '../document.ts';
import { readItem } from '../item-pairs.ts';
import type { Hit } from './search.ts';

/** The stretches in which two lists differ: what stands before and behind is the same in both. */
export function differingStretch(
  before: readonly string[],
  after: readonly string[],
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { before: before.slice(start, before.length - end), after: after.slice(start, after.length - end) };
}

/**
 * Whether nodes that are in both stand in another order, which is the one in which they are drawn and started. The order
 * of groups, junctions and configuration nodes has no effect, and editors write it as they like.
 */
export function isReordered(before: FlowPart, after: FlowPart): boolean {
  const middle = differingStretch(before.texts, after.texts);
  const former = new Set(middle.before);
  const current = new Set(middle.after);
  const kept = (texts: readonly string[], other: ReadonlySet<string>): string[] =>
    texts.filter((text) => other.has(text));
  const one = kept(middle.before, current);
  const two = kept(middle.after, former);
  return !sameTexts(one, two) && !sameTexts(one.filter(isDrawn), two.filter(isDrawn));
}

function isDrawn(text: string): boolean {
  const item = readItem(text);
  return 'x' in item && 'y' in item && item.type !== 'group' && item.type !== 'junction';
}

/** The tabs in the order of the tab bar. */
export function tabOrder(document: FlowDocument): readonly string[] {
  const places: (readonly [position: number, id: string])[] = [];
  const own = document.parts.map((part) => (part.kind === 'tab' ? part.texts.findIndex(isTab) : -1));
  const next = document.parts.map(() => 0);
  let position = 0;
  for (const [index, count] of document.runs) {
    const first = next[index] ?? 0;
    const at = own[index] ?? -1;
    next[index] = first + count;
    if (at >= first && at < first + count)
      places.push([position + at - first, document.parts[index]?.id ?? '']);
    position += count;
  }
  return places.sort(([one], [other]) => one - other).map(([, id]) => id);
}

const isTab = (text: string): boolean => text.includes('"type":"tab"') && readItem(text).type === 'tab';

/**
 * Items of which there are several with one id, and which stand in another order than before: to Node-RED the last one
 * counts.
 */
export function reorderedTwins(before: FlowDocument, after: FlowDocument): readonly Hit[] {
  if (isSameOrder(before, after)) return [];
  const former = twinsOf(before);
  const current = twinsOf(after);
  const hits: Hit[] = [];
  for (const [id, twins] of current) {
    const others = former.get(id) ?? [];
    const same =
      twins.length === others.length && twins.every(({ text }, index) => text === others[index]?.text);
    if (!same) for (const { text, part } of [...twins, ...others]) hits.push({ item: readItem(text), part });
  }
  return hits;
}

const isSameOrder = (before: FlowDocument, after: FlowDocument): boolean =>
  before.runs.length === after.runs.length &&
  before.runs.every(([part, count], index) => {
    const other = after.runs[index];
    return other?.[0] === part && other[1] === count;
  }) &&
  before.parts.every((part, index) => {
    const other = after.parts[index];
    return part === other || (part.key === other?.key && !hasKeptInOtherOrder(part, other));
  });

function hasKeptInOtherOrder(before: FlowPart, after: FlowPart): boolean {
  const middle = differingStretch(before.texts, after.texts);
  const former = new Set(middle.before);
  return middle.after.some((text) => former.has(text));
}

interface Written {
  readonly text: string;
  readonly part: FlowPart;
}

function twinsOf({ parts, runs }: FlowDocument): ReadonlyMap<string, readonly Written[]> {
  const first = new Map<string, Written>();
  const twins = new Map<string, Written[]>();
  const next = parts.map(() => 0);
  for (const [index, count] of runs) {
    const part = parts[index];
    const start = next[index] ?? 0;
    next[index] = start + count;
    for (let at = start; part && at < start + count; at++) {
      const text = part.texts[at] ?? '';
      const id = writtenId(text);
      if (id === undefined) continue;
      const known = first.get(id);
      if (!known) first.set(id, { text, part });
      else twins.set(id, [...(twins.get(id) ?? [known]), { text, part }]);
    }
  }
  return twins;
}

/** The id as it is written: that of most items, which begin with it, is seen without reading them. */
function writtenId(text: string): string | undefined {
  const seen = /^\{"id":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  if (seen !== undefined) return seen;
  const { id } = readItem(text);
  return typeof id === 'string' ? JSON.stringify(id) : undefined;
}
