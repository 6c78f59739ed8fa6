import type { ChangeState, FlowsChange, NodeChange, NodeCounts, PartChange } from './change.ts';
import { type FlowDocument, type FlowItem, type FlowPart, type PartKind, sameTexts } from './document.ts';
import {
  differingItems,
  differingNames,
  differingProperties,
  type ItemPair,
  identity,
  isOwnItem,
  readItem,
  stateOf,
} from './item-pairs.ts';
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
  const nodes = items
    .filter((_, index) => index !== own)
    .map((item): NodeChange => ({ ...identity(item), state }));
  return {
    ...describe(part),
    state: always ? 'changed' : state,
    properties: always && own >= 0,
    nodes,
    ...count(nodes),
  };
}

function partChange(before: FlowPart, after: FlowPart, displacedPart: boolean): PartChange | undefined {
  const { nodes, properties, ownProperties } =
    before === after || sameTexts(before.texts, after.texts)
      ? { nodes: [], properties: false, ownProperties: undefined }
      : nodeChanges(before, after);
  const state = strongest(nodes, properties, displacedPart);
  if (!state) return undefined;
  return {
    ...describe(after),
    ...(before.label === after.label ? {} : { formerLabel: before.label }),
    state,
    properties,
    ...(ownProperties ? { ownProperties } : {}),
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
): {
  readonly nodes: NodeChange[];
  readonly properties: boolean;
  readonly ownProperties?: readonly string[] | undefined;
} {
  const nodes: NodeChange[] = [];
  let properties = false;
  let ownProperties: readonly string[] | undefined;
  for (const pair of differingItems(before, after)) {
    const differing = pair.before && pair.after ? differingProperties(pair) : [];
    const state = stateOf(pair, differing);
    const item = pair.after ?? pair.before;
    if (!state || !item) continue;
    if (isOwnItem(pair.after ? after : before, item)) {
      properties = true;
      ownProperties = differing.length > 0 ? differingNames(pair, differing) : ownProperties;
    } else nodes.push(nodeChange(pair, item, state, differing));
  }
  return { nodes, properties, ownProperties };
}

function nodeChange(
  pair: ItemPair,
  item: FlowItem,
  state: ChangeState,
  differing: readonly string[],
): NodeChange {
  const known = identity(item);
  if (!pair.before || state !== 'changed') return { ...known, state };
  const { label } = identity(pair.before);
  return {
    ...known,
    ...(label === known.label ? {} : { formerLabel: label }),
    state,
    properties: differingNames(pair, differing),
  };
}

function describe({ key, kind, id, label }: FlowPart): Pick<FlowPart, 'key' | 'kind' | 'id' | 'label'> {
  return { key, kind, id, label };
}

function count(nodes: readonly NodeChange[]): NodeCounts {
  const counts = { added: 0, changed: 0, removed: 0, moved: 0 };
  for (const { state } of nodes) counts[state] += 1;
  return counts;
}
