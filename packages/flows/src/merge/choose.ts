import { partKey } from '../document.ts';
import { type Entry, isConfiguration, isPart, placeOf, subflowOf } from './entries.ts';
import { strings } from './references.ts';
import type { Scope, ScopeProblem } from './scope.ts';

/** One document, in its order and by id. */
export interface Side {
  readonly entries: readonly Entry[];
  readonly byId: ReadonlyMap<string, Entry>;
}

/** What is taken over from the other document, and what goes. */
export interface Chosen {
  /** Keys of parts that are taken over as a whole. */
  readonly parts: ReadonlySet<string>;
  /** Single items beside them, with what they need. */
  readonly items: ReadonlySet<Entry>;
  /** Those of the items that nobody chose. */
  readonly needed: readonly Entry[];
}

/** Finds what a scope means, and everything that it needs and that is not there. */
export function choose(now: Side, then: Side, scope: Scope): Chosen | ScopeProblem {
  const parts = new Set<string>();
  const all = new Set([...then.entries, ...now.entries].map(({ part }) => part));
  for (const { kind, id } of scope.parts ?? []) {
    const key = partKey(kind, id);
    // Configuration and global environment are always there, if only empty.
    const mayMiss = kind === 'tab' || kind === 'subflow';
    if (mayMiss && !all.has(key)) return { problem: 'unknown', id };
    parts.add(key);
  }
  const items = new Set<Entry>();
  for (const id of scope.nodes ?? []) {
    const entry = then.byId.get(id);
    if (!entry || isPart(entry)) return { problem: 'unknown', id };
    items.add(entry);
  }
  addMembers(items, then);
  const needed = addNeeded(now, then, { parts, items });
  return { parts, items, needed };
}

/** Adds what is in chosen groups, also in the groups in them. */
function addMembers(items: Set<Entry>, { entries }: Side): void {
  const members = Map.groupBy(entries, ({ item }) => item.g);
  // What is added meanwhile is visited too.
  for (const { id, item } of items) {
    if (item.type !== 'group') continue;
    for (const member of members.get(id) ?? []) items.add(member);
  }
}

/**
 * Adds what the chosen ones need and the running flows lack, over any number of steps: the tab or subflow that they
 * stand on, the configuration nodes that they name, the subflows that they are instances of. What went into a chosen
 * part meanwhile comes along to where it was: otherwise it would be nowhere.
 */
function addNeeded(
  now: Side,
  then: Side,
  chosen: { readonly parts: ReadonlySet<string>; readonly items: Set<Entry> },
): Entry[] {
  const needed = new Set<Entry>();
  const isThere = (id: string): boolean => {
    const running = now.byId.get(id);
    const kept = then.byId.get(id);
    if (kept && (chosen.items.has(kept) || chosen.parts.has(kept.part))) return true;
    // What runs goes with a part that is taken over and does not have it any more.
    return running !== undefined && !chosen.parts.has(running.part);
  };
  const ofPart = Map.groupBy(then.entries, ({ part }) => part);
  const queue = then.entries.filter((entry) => chosen.parts.has(entry.part) || chosen.items.has(entry));
  const need = (entry: Entry | undefined): void => {
    if (!entry || entry.id === '' || isThere(entry.id)) return;
    chosen.items.add(entry);
    needed.add(entry);
    queue.push(entry);
  };
  for (const { id, part } of now.entries) {
    const kept = chosen.parts.has(part) ? then.byId.get(id) : undefined;
    if (kept && !isPart(kept)) need(kept);
  }
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    need(then.byId.get(placeOf(entry)));
    const subflow = subflowOf(entry);
    if (subflow !== undefined && !isThere(subflow)) {
      for (const part of ofPart.get(partKey('subflow', subflow)) ?? []) need(part);
    }
    for (const id of strings(entry.item)) {
      const named = then.byId.get(id);
      if (named && isConfiguration(named)) need(named);
    }
  }
  return then.entries.filter((entry) => needed.has(entry));
}
