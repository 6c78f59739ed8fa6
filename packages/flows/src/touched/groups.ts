import type { FlowDocument, FlowPart } from '../document.ts';
import { identity, readItem } from '../item-pairs.ts';
import { nameOf } from '../name-of.ts';
import type { Hit } from './search.ts';
import type { Place } from './touched.ts';

interface Group extends Place {
  readonly around: unknown;
}

const known = new WeakMap<FlowPart, ReadonlyMap<unknown, readonly Group[]>>();
const none: readonly Place[] = [];

/**
 * The groups that an item is in, from the inside out; a group is in itself. Only those of the same tab or subflow. Where
 * several have one id, it is in all of them.
 */
export function groupsOf({ item, part }: Hit): readonly Place[] {
  const first = nameOf(item.type === 'group' ? item.id : item['g']);
  if (first === undefined) return none;
  const groups = groupsIn(part);
  const seen = new Set([first]);
  const found: Place[] = [];
  for (const next of seen) {
    for (const { id, name, around } of groups.get(next) ?? []) {
      found.push({ id, name });
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

function groupsIn(part: FlowPart): ReadonlyMap<unknown, readonly Group[]> {
  const kept = known.get(part);
  if (kept) return kept;
  const groups = new Map<unknown, Group[]>();
  for (const text of part.texts) {
    if (!text.includes('"type":"group"')) continue;
    const item = readItem(text);
    if (item.type !== 'group' || typeof item.id !== 'string') continue;
    const group = { id: item.id, name: identity(item).label, around: item['g'] };
    groups.set(item.id, [...(groups.get(item.id) ?? []), group]);
  }
  known.set(part, groups);
  return groups;
}
