import type { FlowItem } from '../document.ts';
import type { Side } from './choose.ts';
import { portsWith } from './ends.ts';
import { byId, type Entry, placeOf, rewritten } from './entries.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/**
 * Mends what the items say about each other: what was taken over loses wires, links and groups that are not there;
 * what comes back gets those that led to it; groups and their members agree. All else stays as it is written.
 */
export function connect(
  arranged: readonly Entry[],
  { now, then, taken }: { readonly now: Side; readonly then: Side; readonly taken: ReadonlySet<string> },
): Entry[] {
  const present = byId(arranged);
  const back = new Set(
    [...taken].filter((id) => {
      const before = now.byId.get(id);
      const entry = present.get(id);
      return entry !== undefined && (!before || placeOf(before) !== placeOf(entry));
    }),
  );
  const comesBack = (id: string): boolean => back.has(id);
  const isUnsettled = back.size > 0 || now.entries.some(({ id }) => id !== '' && !present.has(id));
  const members = Map.groupBy(arranged, ({ item }) => item.g);
  const touchedGroups = groupsAround(arranged, { now, taken });
  return arranged.map((entry) => {
    // Most items have nothing to do with it.
    const { g } = entry.item;
    const isInTaken = isText(g) && taken.has(g);
    if (!isUnsettled && !taken.has(entry.id) && !touchedGroups.has(entry.id) && !isInTaken) return entry;
    const changes = taken.has(entry.id)
      ? pruned(entry, present)
      : led(entry, { former: then.byId.get(entry.id), now: now.byId, present, comesBack });
    const item = { ...entry.item, ...changes, ...portsOf(entry, { now: now.byId, present, taken }) };
    if (entry.item.type === 'group' && touchedGroups.has(entry.id)) {
      const inside = membersOf(entry, members.get(entry.id) ?? []);
      if (!sameList(inside, item['nodes'])) item['nodes'] = inside;
    }
    // What stays keeps even a group that is not there, unless that was just taken over, elsewhere or as no group.
    const dropsGroup = isText(g) && (taken.has(entry.id) || taken.has(g)) && !isGroupOf(g, entry, present);
    if (dropsGroup) delete item['g'];
    const same = !dropsGroup && Object.entries(item).every(([name, value]) => value === entry.item[name]);
    return same ? entry : rewritten(entry, item);
  });
}

type Items = ReadonlyMap<string, Entry>;

const isGroupOf = (id: string, entry: Entry, present: Items): boolean => {
  const group = present.get(id);
  return group?.item.type === 'group' && placeOf(group) === placeOf(entry);
};

const isOn = (place: string, entry: Entry | undefined): boolean =>
  entry !== undefined && placeOf(entry) === place;

/** A subflow loses its own wires to what is not in it; one that stays keeps those that led nowhere before. */
function portsOf(
  { id: subflow, item }: Entry,
  {
    now,
    present,
    taken,
  }: { readonly now: Items; readonly present: Items; readonly taken: ReadonlySet<string> },
): FlowItem {
  if (item.type !== 'subflow') return {};
  return portsWith(item, (id) => {
    if (!isText(id) || id === subflow || isOn(subflow, present.get(id))) return true;
    return !taken.has(subflow) && !isOn(subflow, now.get(id));
  });
}

/** Wires end on the same canvas; links may lead to another. */
function pruned(entry: Entry, present: Items): FlowItem {
  const isWired = (id: unknown): boolean => {
    const end = isText(id) ? present.get(id) : undefined;
    return end !== undefined && placeOf(end) === placeOf(entry);
  };
  return filtered(entry.item, isWired, (id) => isText(id) && present.has(id));
}

function filtered(
  { wires, links }: FlowItem,
  isWired: (id: unknown) => boolean,
  isLinked: (id: unknown) => boolean,
): FlowItem {
  const changes: Record<string, unknown> = {};
  if (isList(wires) && wires.some((ends) => isList(ends) && !ends.every(isWired))) {
    changes['wires'] = wires.map((ends: unknown) => (isList(ends) ? ends.filter(isWired) : ends));
  }
  if (isList(links) && !links.every(isLinked)) changes['links'] = links.filter(isLinked);
  return changes;
}

/** What stays loses the wires and links to what goes or moves away, and leads again to what comes back as it did. */
function led(
  entry: Entry,
  {
    former,
    now,
    present,
    comesBack,
  }: {
    readonly former: Entry | undefined;
    readonly now: Items;
    readonly present: Items;
    readonly comesBack: (id: string) => boolean;
  },
): FlowItem {
  const stays = (id: unknown): boolean => {
    if (!isText(id) || isOn(placeOf(entry), present.get(id))) return true;
    return !comesBack(id) && !isOn(placeOf(entry), now.get(id));
  };
  const isLinked = (id: unknown): boolean => !isText(id) || present.has(id) || !now.has(id);
  const kept = { ...entry.item, ...filtered(entry.item, stays, isLinked) };
  const changes: Record<string, unknown> = {};
  if (kept['wires'] !== entry.item.wires) changes['wires'] = kept['wires'];
  if (kept['links'] !== entry.item['links']) changes['links'] = kept['links'];
  if (!former || placeOf(former) !== placeOf(entry)) return changes;

  const back = (ends: unknown, into: readonly unknown[], sameCanvas: boolean): readonly string[] =>
    isList(ends)
      ? ends.filter((id): id is string => {
          if (!isText(id) || !comesBack(id) || into.includes(id)) return false;
          const end = present.get(id);
          return end !== undefined && (!sameCanvas || placeOf(end) === placeOf(entry));
        })
      : [];
  const { wires, links } = kept;
  if (isList(wires) && isList(former.item.wires)) {
    const outputs = former.item.wires;
    const added = wires.map((ends, index) => (isList(ends) ? back(outputs[index], ends, true) : []));
    if (added.some(({ length }) => length > 0)) {
      changes['wires'] = wires.map((ends, index) =>
        isList(ends) ? [...ends, ...(added[index] ?? [])] : ends,
      );
    }
  }
  if (isList(links)) {
    const added = back(former.item.links, links, false);
    if (added.length > 0) changes['links'] = [...links, ...added];
  }
  return changes;
}

/** Groups whose members may have changed: those taken over, and those that what was taken over is in or was in. */
function groupsAround(
  arranged: readonly Entry[],
  { now, taken }: { readonly now: Side; readonly taken: ReadonlySet<string> },
): ReadonlySet<unknown> {
  const groups = new Set<unknown>();
  for (const { id, item } of arranged) {
    if (!taken.has(id)) continue;
    if (item.type === 'group') groups.add(id);
    groups.add(item.g);
    groups.add(now.byId.get(id)?.item.g);
  }
  return groups;
}

/** Those that the group names and that say they are in it, then those that only say so. */
function membersOf(group: Entry, inIt: readonly Entry[]): readonly string[] {
  const inside = inIt.filter((entry) => placeOf(entry) === placeOf(group));
  const ids = new Set(inside.map(({ id }) => id));
  const named = isList(group.item['nodes'])
    ? group.item['nodes'].filter(isText).filter((id) => ids.has(id))
    : [];
  return [...new Set([...named, ...ids])];
}

const sameList = (one: readonly unknown[], other: unknown): boolean =>
  isList(other) && one.length === other.length && one.every((entry, index) => entry === other[index]);
