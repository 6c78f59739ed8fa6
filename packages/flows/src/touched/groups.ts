import type { FlowDocument, FlowItem, FlowPart } from '../document.ts';
import { identity, readItem } from '../item-pairs.ts';
import { nameOf } from '../name-of.ts';
import type { Changed, Hit, Search } from './search.ts';
import type { Place } from './touched.ts';

interface Group extends Place {
  readonly around: unknown;
}

const known = new WeakMap<FlowPart, ReadonlyMap<unknown, readonly Group[]>>();

/**
 * The groups that an item is in, from the inside out; a group is in itself, and not in another that has its id. Only those
 * of the same tab or subflow. Where several have the id of a group that it is in, it is in all of them.
 */
export function groupsOf({ item, part }: Hit): readonly Place[] {
  const itself = placeOf(item);
  const found = itself ? [itself] : [];
  const first = nameOf(item['g']);
  if (first === undefined) return found;
  const groups = groupsIn(part);
  const seen = new Set([first]);
  for (const next of seen) {
    for (const { around, ...group } of groups.get(next) ?? []) {
      found.push(group);
      const outside = nameOf(around);
      if (outside !== undefined) seen.add(outside);
    }
  }
  return found;
}

/**
 * Tells whether a group was there before: on the same tab or in the same subflow, and by the same name. Otherwise anybody
 * could make one that a rule is about, wherever they liked.
 */
export function establishedIn({ parts }: FlowDocument): (hit: Hit) => (group: Place) => boolean {
  const former = new Map(parts.map((part) => [part.key, part]));
  return ({ part }) => {
    const before = former.get(part.key);
    if (!before) return () => false;
    const groups = groupsIn(before);
    return ({ id, name }) => groups.get(id)?.some((group) => group.name === name) ?? false;
  };
}

/**
 * What says that it is in a group that comes to its tab or goes from it: though nothing else becomes of it, it is in other
 * groups than before. Otherwise anybody who may edit in a group could leave nodes behind outside of it.
 */
export function heldByGroup(changed: Changed, search: Search): readonly Hit[] {
  return groupsThatComeOrGo(changed).flatMap(({ item, part }) => {
    const id = nameOf(item.id);
    if (id === undefined) return [];
    return search.users(id).filter((hit) => hit.part.key === part.key && nameOf(hit.item['g']) === id);
  });
}

/** A group before or after that is not one of the same tab or subflow on the other side. */
export function groupsThatComeOrGo({ former, current }: Changed): readonly Hit[] {
  const groups = [former, current].filter((hit) => hit !== undefined).filter(({ item }) => placeOf(item));
  const [one, other] = groups;
  return one && other && one.part.key === other.part.key ? [] : groups;
}

function groupsIn(part: FlowPart): ReadonlyMap<unknown, readonly Group[]> {
  const kept = known.get(part);
  if (kept) return kept;
  const groups = new Map<unknown, Group[]>();
  for (const text of part.texts) {
    if (!text.includes('"type":"group"')) continue;
    const item = readItem(text);
    const place = placeOf(item);
    if (place) groups.set(place.id, [...(groups.get(place.id) ?? []), { ...place, around: item['g'] }]);
  }
  known.set(part, groups);
  return groups;
}

function placeOf(item: FlowItem): Place | undefined {
  const { id, type } = item;
  return type === 'group' && typeof id === 'string' ? { id, name: identity(item).label } : undefined;
}
