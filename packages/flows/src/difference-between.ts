import type { PartChange } from './change.ts';
import { changeBetween } from './change-between.ts';
import type { FlowsDifference, NodeDifference, PartDifference, PropertyDifference } from './difference.ts';
import type { FlowDocument, FlowItem, FlowPart } from './document.ts';
import {
  differingItems,
  differingProperties,
  type ItemPair,
  identity,
  isOwnItem,
  stateOf,
} from './item-pairs.ts';
import { namesIn } from './names.ts';
import { propertyKind } from './property-kind.ts';

/**
 * The difference between two documents in full: parts, nodes, properties. Parts with the same text cost one comparison
 * of it; only items whose text differs are parsed.
 *
 * @param named where the names of ids are looked for; where several have one, the last
 */
export function differenceBetween(
  before: FlowDocument,
  after: FlowDocument,
  named: readonly FlowDocument[] = [before, after],
): FlowsDifference {
  const { parts: changes, reordered } = changeBetween(before, after);
  const former = new Map(before.parts.map((part) => [part.key, part]));
  const current = new Map(after.parts.map((part) => [part.key, part]));
  const parts = changes.map((change) =>
    partDifference(change, former.get(change.key), current.get(change.key)),
  );
  const values = parts.flatMap(({ properties, nodes }) =>
    [...properties, ...nodes.flatMap((node) => node.properties)].flatMap(
      ({ kind, before: was, after: is }) => (kind === 'code' || kind === 'place' ? [] : [was, is]),
    ),
  );
  return { parts, reordered, names: namesIn(values, named) };
}

function partDifference(
  { kind, id, label, formerLabel, state }: PartChange,
  before: FlowPart | undefined,
  after: FlowPart | undefined,
): PartDifference {
  const properties: PropertyDifference[] = [];
  const nodes: NodeDifference[] = [];
  for (const pair of before === after ? [] : differingItems(before, after)) {
    const of = stateOf(pair);
    const part = pair.after ? after : before;
    const item = pair.after ?? pair.before;
    if (!of || !part || !item) continue;
    if (isOwnItem(part, item)) properties.push(...propertyDifferences(pair));
    else nodes.push({ ...identity(item), state: of, properties: propertyDifferences(pair) });
  }
  return {
    kind,
    id,
    label,
    ...(formerLabel === undefined ? {} : { formerLabel }),
    state,
    properties,
    nodes,
  };
}

/** They say which item it is and where, which is said of an added or removed one already. */
const whose: ReadonlySet<string> = new Set(['id', 'type', 'z']);

function propertyDifferences(pair: ItemPair): PropertyDifference[] {
  const { before, after } = pair;
  const item = after ?? before ?? {};
  const names = differingProperties(pair);
  return (before && after ? names : names.filter((name) => !whose.has(name))).map((name) => {
    const was = propertyOf(before, name);
    const is = propertyOf(after, name);
    return {
      name,
      ...propertyKind(name, item, [was, is]),
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    };
  });
}

const propertyOf = (item: FlowItem | undefined, name: string): unknown =>
  item && Object.hasOwn(item, name) ? item[name] : undefined;
