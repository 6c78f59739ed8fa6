import type { FlowDocument } from '../document.ts';
import { identity } from '../item-pairs.ts';
import { arrange } from './arrange.ts';
import { type Chosen, choose, type Side } from './choose.ts';
import { connect } from './connect.ts';
import { byId, type Entry, entriesOf, isConfiguration, placeOf, rewritten, subflowOf } from './entries.ts';
import { looseEndProblem } from './loose-ends.ts';
import { strings } from './references.ts';
import { ringProblem, withoutGroupRings } from './rings.ts';
import type { Merged, Scope, ScopeProblem } from './scope.ts';

/**
 * Takes parts and single items of another document over into what runs. Everything else stays byte by byte, except for
 * wires, links and groups that lead to what comes back.
 *
 * - A part that both have is replaced in place. One that only the other document has comes where it is there. One that
 *   only runs goes, except for configuration nodes that something refers to which stays.
 * - A single item is replaced in place, or comes back onto its tab.
 * - What they need and what is not there comes along.
 */
export function mergeFlows(running: FlowDocument, other: FlowDocument, scope: Scope): Merged | ScopeProblem {
  const now = sideOf(running);
  const then = sideOf(other);
  const found = choose(now, then, scope);
  if ('problem' in found) return found;
  const inUse = subflowInUse(now, then, found);
  if (inUse) return inUse;

  const taken = new Set([
    ...then.entries.filter(({ part }) => found.parts.has(part)).map(({ id }) => id),
    ...[...found.items].map(({ id }) => id),
  ]);
  const arranged = [...arrange(now, then, found)];
  arranged.push(...configurationInUse(now, arranged, found));
  const merged = connect(withoutGroupRings(arranged, taken), { now, then, taken });
  const problem = ringProblem(now.entries, merged) ?? looseEndProblem([now.entries, then.entries], merged);
  if (problem) return problem;
  return {
    texts: merged.map(({ text }) => text),
    taken,
    needed: found.needed.map(({ item }) => identity(item)),
  };
}

function sideOf(document: FlowDocument): Side {
  const entries = entriesOf(document);
  return { entries, byId: byId(entries) };
}

/** Without its subflow Node-RED would not start any flow. */
function subflowInUse(now: Side, then: Side, { parts, items }: Chosen): ScopeProblem | undefined {
  const stays = now.entries.filter(({ part, id }) => {
    const kept = then.byId.get(id);
    return !parts.has(part) && !(kept && items.has(kept));
  });
  const instances = new Set(stays.map(subflowOf));
  for (const { part, id, item } of now.entries) {
    if (item.type !== 'subflow' || !parts.has(part) || then.byId.get(id)?.part === part) continue;
    if (instances.has(id)) return { problem: 'in-use', id, label: identity(item).label };
  }
  return undefined;
}

/** Configuration nodes that would go with the others, but are named by what stays, over any number of steps. */
function configurationInUse(now: Side, arranged: readonly Entry[], { parts }: Chosen): Entry[] {
  if (parts.size === 0) return [];
  const present = byId(arranged);
  const kept = new Set<Entry>();
  const queue = [...arranged];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    for (const id of strings(entry.item)) {
      const named = now.byId.get(id);
      if (!named || present.has(id) || kept.has(named) || !isConfiguration(named)) continue;
      if (!parts.has(named.part)) continue;
      kept.add(named);
      queue.push(named);
    }
  }
  return now.entries.filter((entry) => kept.has(entry)).map((entry) => onPlace(entry, present));
}

/** What stays of a tab or subflow that goes is for all flows. */
function onPlace(entry: Entry, present: ReadonlyMap<string, Entry>): Entry {
  if (placeOf(entry) === '' || present.has(placeOf(entry))) return entry;
  const { z: _z, ...item } = entry.item;
  return rewritten(entry, item);
}
