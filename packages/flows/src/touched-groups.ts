import type { FlowPart } from './document.ts';
import { identity, readItem } from './item-pairs.ts';
import { nameOf } from './name-of.ts';
import type { Place } from './touched.ts';
import type { Hit } from './touched-search.ts';

interface Group extends Place {
  readonly around: unknown;
}

const known = new WeakMap<FlowPart, ReadonlyMap<unknown, Group>>();
const none: readonly Place[] = [];

/** The groups that an item is in, from the inside out; a group is in itself. Only those of the same tab or subflow. */
export function groupsOf({ item, part }: Hit): readonly Place[] {
  let next = nameOf(item.type === 'group' ? item.id : item['g']);
  if (next === undefined) return none;
  const groups = groupsIn(part);
  const found = new Map<unknown, Place>();
  for (let group = groups.get(next); group && !found.has(next); group = groups.get(next)) {
    found.set(next, { id: group.id, name: group.name });
    next = nameOf(group.around);
  }
  return [...found.values()];
}

function groupsIn(part: FlowPart): ReadonlyMap<unknown, Group> {
  const kept = known.get(part);
  if (kept) return kept;
  const groups = new Map<unknown, Group>();
  for (const text of part.texts) {
    if (!text.includes('"type":"group"')) continue;
    const item = readItem(text);
    if (item.type !== 'group' || typeof item.id !== 'string') continue;
    groups.set(item.id, { id: item.id, name: identity(item).label, around: item['g'] });
  }
  known.set(part, groups);
  return groups;
}
