import { canonicalText } from './canonical.ts';
import type { ChangeState, FlowsChange, NodeChange, NodeCounts, PartChange } from './change.ts';
import { type FlowDocument, type FlowItem, type FlowPart, type PartKind, sameTexts } from './document.ts';
import { displaced } from './order.ts';

/** The change between two documents that are the same. */
export const noChange: FlowsChange = { parts: [], reordered: false };

/**
 * The difference between two documents. Parts with the same text cost one comparison of it; only items whose text
 * differs are parsed and compared by what they mean.
 */
export function changeBetween(before: FlowDocument, after: FlowDocument): FlowsChange {
  const former = new Map(before.parts.map((part) => [part.key, part]));
  const current = new Set(after.parts.map((part) => part.key));
  const moved = new Set(ordered.flatMap((kind) => [...displacedParts(kind, before, after)]));

  let same = sameRuns(before, after);
  const parts: PartChange[] = [];
  for (const part of after.parts) {
    const one = former.get(part.key);
    if (one !== part && !(one && sameTexts(one.texts, part.texts))) same = false;
    const change = one ? partChange(one, part, moved.has(part.key)) : wholePart(part, 'added');
    if (change) parts.push(change);
  }
  for (const part of before.parts) if (!current.has(part.key)) parts.push(wholePart(part, 'removed'));
  return parts.length === 0 && same ? noChange : { parts, reordered: parts.length === 0 };
}

/** The kinds whose order users see: in the tab bar and in the palette. */
const ordered: readonly PartKind[] = ['tab', 'subflow'];

function displacedParts(kind: PartKind, before: FlowDocument, after: FlowDocument): ReadonlySet<string> {
  const keys = ({ parts }: FlowDocument) => parts.filter((part) => part.kind === kind).map(({ key }) => key);
  const former = new Set(keys(before));
  const current = new Set(keys(after));
  return displaced(
    [...former].filter((key) => current.has(key)),
    [...current].filter((key) => former.has(key)),
  );
}

function sameRuns(before: FlowDocument, after: FlowDocument): boolean {
  return (
    before.parts.length === after.parts.length &&
    before.parts.every((part, index) => part.key === after.parts[index]?.key) &&
    before.runs.length === after.runs.length &&
    before.runs.every(([part, count], index) => {
      const run = after.runs[index];
      return run?.[0] === part && run[1] === count;
    })
  );
}

/** Configuration and global environment are always there, if only empty: they never come or go as a whole. */
function wholePart(part: FlowPart, state: 'added' | 'removed'): PartChange {
  const always = part.kind === 'configuration' || part.kind === 'global';
  const items = part.texts.map(readItem);
  const own = items.findIndex((item) => isOwnItem(part, item));
  const nodes = items.filter((_, index) => index !== own).map((item) => nodeChange(item, state));
  return {
    ...describe(part),
    state: always ? 'changed' : state,
    properties: always && own >= 0,
    nodes,
    ...count(nodes),
  };
}

function partChange(before: FlowPart, after: FlowPart, displacedPart: boolean): PartChange | undefined {
  const { nodes, properties } =
    before === after || sameTexts(before.texts, after.texts)
      ? { nodes: [], properties: false }
      : nodeChanges(before, after);
  const state = strongest(nodes, properties, displacedPart);
  if (!state) return undefined;
  return {
    ...describe(after),
    ...(before.label === after.label ? {} : { formerLabel: before.label }),
    state,
    properties,
    nodes,
    ...count(nodes),
  };
}

function strongest(
  nodes: readonly NodeChange[],
  properties: boolean,
  displacedPart: boolean,
): ChangeState | undefined {
  if (properties || nodes.some((node) => node.state !== 'moved')) return 'changed';
  return displacedPart || nodes.length > 0 ? 'moved' : undefined;
}

function nodeChanges(
  before: FlowPart,
  after: FlowPart,
): { readonly nodes: NodeChange[]; readonly properties: boolean } {
  const unchanged = takeSame(before.texts, after.texts);
  const gone = unchanged.before.map(readItem);
  const come = unchanged.after.map(readItem);

  const byId = new Map<unknown, FlowItem[]>();
  for (const item of gone) byId.set(item.id, [...(byId.get(item.id) ?? []), item]);

  const nodes: NodeChange[] = [];
  let properties = false;
  for (const item of come) {
    const former = byId.get(item.id)?.shift();
    const state = former ? compareItems(former, item) : 'added';
    if (!state) continue;
    if (isOwnItem(after, item)) properties = true;
    else nodes.push(nodeChange(item, state));
  }
  for (const item of gone) {
    if (!byId.get(item.id)?.includes(item)) continue;
    if (isOwnItem(before, item)) properties = true;
    else nodes.push(nodeChange(item, 'removed'));
  }
  return { nodes, properties };
}

/** Takes out the items that stand in both lists with the same text, each as often as in both. */
function takeSame(
  before: readonly string[],
  after: readonly string[],
): { readonly before: string[]; readonly after: string[] } {
  const counts = new Map<string, number>();
  for (const text of before) counts.set(text, (counts.get(text) ?? 0) + 1);
  const come: string[] = [];
  for (const text of after) {
    const left = counts.get(text) ?? 0;
    if (left > 0) counts.set(text, left - 1);
    else come.push(text);
  }
  const gone: string[] = [];
  for (const text of before) {
    const left = counts.get(text) ?? 0;
    if (left === 0) continue;
    counts.set(text, left - 1);
    gone.push(text);
  }
  return { before: gone, after: come };
}

/** A group's size follows from the places of its nodes, so it counts as place too. */
const places: ReadonlySet<string> = new Set(['x', 'y', 'w', 'h']);

function compareItems(before: FlowItem, after: FlowItem): ChangeState | undefined {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  let moved = false;
  for (const key of keys) {
    const kept = Object.hasOwn(before, key) && Object.hasOwn(after, key);
    if (kept && canonicalText(before[key]) === canonicalText(after[key])) continue;
    if (!places.has(key)) return 'changed';
    moved = true;
  }
  return moved ? 'moved' : undefined;
}

function readItem(text: string): FlowItem {
  const value = JSON.parse(text) as unknown;
  return typeof value === 'object' && value !== null ? (value as FlowItem) : { value };
}

function isOwnItem(part: FlowPart, item: FlowItem): boolean {
  if (part.kind === 'global') return true;
  return (part.kind === 'tab' || part.kind === 'subflow') && item.type === part.kind;
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

function nodeChange(item: FlowItem, state: ChangeState): NodeChange {
  return { id: word(item.id), type: word(item.type), label: word(item.name) || word(item.label), state };
}

function describe({ key, kind, id, label }: FlowPart): Pick<FlowPart, 'key' | 'kind' | 'id' | 'label'> {
  return { key, kind, id, label };
}

function count(nodes: readonly NodeChange[]): NodeCounts {
  const counts = { added: 0, changed: 0, removed: 0, moved: 0 };
  for (const { state } of nodes) counts[state] += 1;
  return counts;
}
