import type { Comparison, NodeDifference, PartDifference } from '../../common/comparison.ts';
import type { Scope } from '../../common/restoring.ts';

type PartId = Pick<PartDifference, 'kind' | 'id'>;

/** `credentials`: nothing else differs. */
export type OfferedState = NodeDifference['state'] | 'credentials';

export interface OfferedNode extends Pick<NodeDifference, 'id' | 'type' | 'label'> {
  readonly state: OfferedState;
}

/** A part that differs, as it can be chosen. */
export interface OfferedPart extends PartId {
  readonly label: string;
  readonly state: OfferedState;
  readonly nodes: readonly OfferedNode[];
}

/** What can be chosen: all that differs, in the flows or in the credentials alone. */
export function offeredParts({
  parts,
  credentials,
}: Pick<Comparison, 'parts' | 'credentials'>): readonly OfferedPart[] {
  const offered = new Map<string, OfferedPart>(parts.map((part) => [keyOf(part), part]));
  const known = new Set(parts.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
  for (const { id, type, label, part, place } of credentials) {
    if (known.has(id)) continue;
    const key = keyOf(place);
    const former = offered.get(key) ?? { ...place, label: part, state: 'credentials', nodes: [] };
    // A tab, a subflow and the global environment have credentials of their own: they come with the part.
    const own = id === place.id || place.kind === 'global';
    const nodes: readonly OfferedNode[] = own ? [] : [{ id, type, label, state: 'credentials' }];
    offered.set(key, { ...former, nodes: [...former.nodes, ...nodes] });
  }
  return [...offered.values()];
}

/** What of a version is to be restored. */
export interface Choice {
  /** All of it, whatever else is chosen. */
  readonly whole: boolean;
  /** Keys of whole parts. */
  readonly parts: ReadonlySet<string>;
  /** Ids of single nodes of parts that are not chosen as a whole. */
  readonly nodes: ReadonlySet<string>;
}

export const wholeVersion: Choice = { whole: true, parts: new Set(), nodes: new Set() };

export const keyOf = ({ kind, id }: PartId): string => `${kind}:${id}`;

/** Chooses a part with everything on it, or nothing of it. */
export function togglePart(choice: Choice, part: OfferedPart): Choice {
  const parts = new Set(choice.parts);
  const nodes = new Set(choice.nodes);
  for (const { id } of part.nodes) nodes.delete(id);
  if (!parts.delete(keyOf(part))) parts.add(keyOf(part));
  return { ...choice, parts, nodes };
}

/** Chooses a node or not. Where its whole part was chosen, the other nodes of it stay chosen. */
export function toggleNode(choice: Choice, part: OfferedPart, node: string): Choice {
  const parts = new Set(choice.parts);
  const nodes = new Set(choice.nodes);
  if (parts.delete(keyOf(part))) {
    for (const { id } of part.nodes) if (id !== node) nodes.add(id);
  } else if (!nodes.delete(node)) nodes.add(node);
  return { ...choice, parts, nodes };
}

/** Whether a part is chosen with everything on it, in part, or not at all. */
export function partState(choice: Choice, part: OfferedPart): 'all' | 'some' | 'none' {
  if (choice.parts.has(keyOf(part))) return 'all';
  return part.nodes.some(({ id }) => choice.nodes.has(id)) ? 'some' : 'none';
}

export function isNothing({ whole, parts, nodes }: Choice): boolean {
  return !whole && parts.size === 0 && nodes.size === 0;
}

/** The choice as the server is asked for it; undefined for the whole version. */
export function scopeOf(choice: Choice, all: readonly OfferedPart[]): Scope | undefined {
  if (choice.whole) return undefined;
  return {
    parts: all.filter((part) => choice.parts.has(keyOf(part))).map(({ kind, id }) => ({ kind, id })),
    nodes: [...choice.nodes],
  };
}

/** How many things are chosen, and the only part or node where it is one. */
export function chosenOf(
  choice: Choice,
  all: readonly OfferedPart[],
): { readonly count: number; readonly part?: OfferedPart; readonly node?: OfferedNode } {
  const chosen = all.filter((part) => choice.parts.has(keyOf(part)));
  const count = chosen.length + choice.nodes.size;
  if (count !== 1) return { count };
  const [part] = chosen;
  if (part) return { count, part };
  const node = all.flatMap(({ nodes }) => nodes).find(({ id }) => choice.nodes.has(id));
  return node ? { count, node } : { count };
}
