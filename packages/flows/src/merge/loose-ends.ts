import { identity } from '../item-pairs.ts';
import { portEnds } from './ends.ts';
import { byId, type Entry, placeOf } from './entries.ts';
import type { ScopeProblem } from './scope.ts';

/**
 * The last look at what would run: an item that leads to something, or stands on something, that is not there, although
 * it neither runs nor was kept like that.
 */
export function looseEndProblem(
  known: readonly (readonly Entry[])[],
  merged: readonly Entry[],
): ScopeProblem | undefined {
  const before = new Set(known.flatMap((entries) => [...looseEnds(entries).keys()]));
  for (const [key, { id, item }] of looseEnds(merged)) {
    if (!before.has(key)) return { problem: 'loose-end', id, label: identity(item).label };
  }
  return undefined;
}

const texts = (value: unknown): readonly string[] =>
  [value].flat(3).filter((each): each is string => typeof each === 'string' && each !== '');

function looseEnds(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const present = byId(entries);
  const found = new Map<string, Entry>();
  const look = (
    entry: Entry,
    name: string,
    ends: readonly string[],
    isSound: (end: Entry) => boolean,
  ): void => {
    for (const id of ends) {
      const end = present.get(id);
      if (!end || !isSound(end)) found.set(JSON.stringify([entry.id, name, id]), entry);
    }
  };
  for (const entry of entries) {
    const { item, id } = entry;
    const isBeside = (end: Entry): boolean => placeOf(end) === placeOf(entry);
    look(entry, 'z', texts(item.z), ({ item: { type } }) => type === 'tab' || type === 'subflow');
    look(entry, 'g', texts(item.g), (end) => end.item.type === 'group' && isBeside(end));
    look(entry, 'wires', texts(item.wires), isBeside);
    look(entry, 'links', texts(item['links']), () => true);
    if (item.type === 'subflow')
      look(entry, 'ports', portEnds(item), (end) => end === entry || placeOf(end) === id);
  }
  return found;
}
