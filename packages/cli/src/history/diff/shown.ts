import type { Comparison, NodeDifference, PartDifference, Property } from '../answers.ts';

/** What of a comparison is shown; the rest is only where things stand. */
export interface Shown {
  readonly parts: readonly PartDifference[];
  readonly reordered: boolean;
  readonly modules: Comparison['modules'];
  readonly settings: Comparison['settings'];
  readonly credentials: Comparison['credentials'];
  /** How many nodes, tabs and subflows differ only in their place, and are not shown. */
  readonly hidden: number;
}

const isPlace = ({ kind }: Property): boolean => kind === 'place';

/** Without what says where a node stands; undefined where nothing else is left of it. */
function withoutPlace(node: NodeDifference): NodeDifference | undefined {
  const properties = node.properties.filter((property) => !isPlace(property));
  if (node.state === 'moved' || (node.state === 'changed' && properties.length === 0)) return undefined;
  return { ...node, properties };
}

function partWithoutPlaces(part: PartDifference): PartDifference | undefined {
  const properties = part.properties.filter((property) => !isPlace(property));
  const nodes = part.nodes.flatMap((node) => withoutPlace(node) ?? []);
  const stays = part.state === 'added' || part.state === 'removed' || properties.length + nodes.length > 0;
  return stays ? { ...part, properties, nodes } : undefined;
}

/** @param moved whether what was only moved or put in another order counts as a difference */
export function shownOf(comparison: Comparison, moved: boolean): Shown {
  const { parts, reordered, modules, settings, credentials } = comparison;
  const same = { modules, settings, credentials };
  if (moved) return { ...same, parts, reordered, hidden: 0 };
  const left = parts.map((part) => ({ part, shown: partWithoutPlaces(part) }));
  const hidden = left.map(({ part, shown }) =>
    shown ? part.nodes.length - shown.nodes.length : Math.max(1, part.nodes.length),
  );
  return {
    ...same,
    parts: left.flatMap(({ shown }) => shown ?? []),
    reordered: false,
    hidden: hidden.reduce((sum, count) => sum + count, 0),
  };
}

export function differs({ parts, reordered, modules, settings, credentials }: Shown): boolean {
  return reordered || parts.length + modules.length + settings.length + credentials.length > 0;
}
