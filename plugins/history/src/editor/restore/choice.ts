import type { PartDifference } from '../../common/comparison.ts';
import type { Scope } from '../../common/restoring.ts';

type PartId = Pick<PartDifference, 'kind' | 'id'>;

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
export function togglePart(choice: Choice, part: PartDifference): Choice {
  const parts = new Set(choice.parts);
  const nodes = new Set(choice.nodes);
  for (const { id } of part.nodes) nodes.delete(id);
  if (!parts.delete(keyOf(part))) parts.add(keyOf(part));
  return { ...choice, parts, nodes };
}

/** Chooses a node or not. Where its whole part was chosen, the other nodes of it stay chosen. */
export function toggleNode(choice: Choice, part: PartDifference, node: string): Choice {
  const parts = new Set(choice.parts);
  const nodes = new Set(choice.nodes);
  if (parts.delete(keyOf(part))) {
    for (const { id } of part.nodes) if (id !== node) nodes.add(id);
  } else if (!nodes.delete(node)) nodes.add(node);
  return { ...choice, parts, nodes };
}

/** Whether a part is chosen with everything on it, in part, or not at all. */
export function partState(choice: Choice, part: PartDifference): 'all' | 'some' | 'none' {
  if (choice.parts.has(keyOf(part))) return 'all';
  return part.nodes.some(({ id }) => choice.nodes.has(id)) ? 'some' : 'none';
}

export function isNothing({ whole, parts, nodes }: Choice): boolean {
  return !whole && parts.size === 0 && nodes.size === 0;
}

/** The choice as the server is asked for it; undefined for the whole version. */
export function scopeOf(choice: Choice, all: readonly PartDifference[]): Scope | undefined {
  if (choice.whole) return undefined;
  return {
    parts: all.filter((part) => choice.parts.has(keyOf(part))).map(({ kind, id }) => ({ kind, id })),
    nodes: [...choice.nodes],
  };
}

/** How many things are chosen, and the only part where it is one. */
export function chosenOf(
  choice: Choice,
  all: readonly PartDifference[],
): { readonly count: number; readonly part?: PartDifference } {
  const chosen = all.filter((part) => choice.parts.has(keyOf(part)));
  const [part] = chosen;
  const count = chosen.length + choice.nodes.size;
  return part && count === 1 ? { count, part } : { count };
}
