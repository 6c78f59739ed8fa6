import { identity } from '../item-pairs.ts';
import { byId, type Entry, isConfiguration, placeOf, rewritten, subflowOf } from './entries.ts';
import type { ScopeProblem } from './scope.ts';

type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * A ring that running flows do not have: subflows that are made of each other (Node-RED would build them until its
 * memory is full), or configuration nodes that wait for each other (it would not start their flow).
 */
export function ringProblem(now: readonly Entry[], merged: readonly Entry[]): ScopeProblem | undefined {
  const present = byId(merged);
  for (const edgesOf of [subflowEdges, configurationEdges]) {
    const ring = newRing(edgesOf(now), edgesOf(merged));
    if (!ring) continue;
    const labels = ring.map((id) => {
      const entry = present.get(id);
      return (entry && identity(entry.item).label) || id;
    });
    return { problem: 'ring', labels };
  }
  return undefined;
}

/** Groups that were taken over lose the group around them if that is in them, over any number of steps. */
export function withoutGroupRings(arranged: readonly Entry[], taken: ReadonlySet<string>): Entry[] {
  const around = new Map<string, unknown>();
  for (const { id, item } of arranged) if (item.type === 'group') around.set(id, item.g);
  const isInItself = (id: string): boolean => {
    const seen = new Set<unknown>();
    for (
      let outer = around.get(id);
      typeof outer === 'string' && !seen.has(outer);
      outer = around.get(outer)
    ) {
      if (outer === id) return true;
      seen.add(outer);
    }
    return false;
  };
  return arranged.map((entry) => {
    if (entry.item.type !== 'group' || !taken.has(entry.id) || !isInItself(entry.id)) return entry;
    around.delete(entry.id);
    const { g: _g, ...item } = entry.item;
    return rewritten(entry, item);
  });
}

/** From each subflow to those that it has instances of. */
function subflowEdges(entries: readonly Entry[]): Edges {
  const subflows = new Set(entries.filter(({ item }) => item.type === 'subflow').map(({ id }) => id));
  const edges = new Map<string, Set<string>>();
  for (const entry of entries) {
    const inner = subflowOf(entry);
    if (inner !== undefined && subflows.has(inner)) add(edges, placeOf(entry), inner);
  }
  return edges;
}

/** From each configuration node to those that Node-RED makes before it: of its flow, in its own properties. */
function configurationEdges(entries: readonly Entry[]): Edges {
  const nodes = byId(entries.filter(isConfiguration));
  const edges = new Map<string, Set<string>>();
  for (const [id, entry] of nodes) {
    for (const [name, value] of Object.entries(entry.item)) {
      if (name === 'id' || name === 'type' || name === 'wires' || typeof value !== 'string') continue;
      const named = nodes.get(value);
      if (named && placeOf(named) === placeOf(entry)) add(edges, id, value);
    }
  }
  return edges;
}

function add(edges: Map<string, Set<string>>, from: string, to: string): void {
  const ends = edges.get(from) ?? new Set();
  edges.set(from, ends.add(to));
}

/** The shortest way round through an edge that was not there before, its first member again at its end. */
function newRing(before: Edges, edges: Edges): readonly string[] | undefined {
  for (const [from, ends] of edges) {
    for (const to of ends) {
      if (before.get(from)?.has(to)) continue;
      const way = wayBetween(edges, to, from);
      if (way) return [from, ...way];
    }
  }
  return undefined;
}

function wayBetween(edges: Edges, start: string, end: string): readonly string[] | undefined {
  const came = new Map<string, string | undefined>([[start, undefined]]);
  // What is added meanwhile is visited too.
  for (const [id] of came) {
    if (id === end) {
      const way: string[] = [];
      for (let step: string | undefined = end; step !== undefined; step = came.get(step)) way.unshift(step);
      return way;
    }
    for (const next of edges.get(id) ?? []) if (!came.has(next)) came.set(next, id);
  }
  return undefined;
}
