import type { FlowItem } from '@millwright/flows';
import { type Entry, entriesOf, isEntry, isHome } from './flow-environment.ts';
import { newHome } from './merge.ts';

/**
 * Takes out of flows what a hub has put there for one device: they are those of the release again, with whatever else was changed
 * in them. An entry that the release has itself comes back as it has it.
 *
 * @param items what `withEnvironment` made, or what became of that
 * @param original the flows of the release that it was made of
 * @param names of the values that were put there; what somebody has made of one of these goes too
 */
export function withoutValues(
  items: readonly FlowItem[],
  original: readonly FlowItem[],
  names: readonly string[],
): readonly FlowItem[] {
  if (names.length === 0) return items;
  const given = new Set(names);
  const homes = new Map(original.filter(isHome).map((home) => [home.id, home]));
  const made = homes.size === 0 ? newHome(original).id : undefined;
  return items.flatMap((item) => {
    if (!isHome(item) || !entriesOf(item).some(({ name }) => given.has(name))) return [item];
    const own = homes.get(item.id);
    const env = restored(item, own, given);
    if (env.length > 0 || own?.['env'] !== undefined) return [{ ...item, env }];
    const { env: _none, ...rest } = item;
    return item.id === made ? [] : [rest];
  });
}

function restored(item: FlowItem, own: FlowItem | undefined, given: ReadonlySet<string>): readonly unknown[] {
  const entries = Array.isArray(item['env']) ? (item['env'] as readonly unknown[]) : [];
  return entries.flatMap((entry) => {
    if (!isEntry(entry) || !given.has(entry.name)) return [entry];
    // Of several with one name the last counts.
    const former: Entry | undefined = own && entriesOf(own).findLast(({ name }) => name === entry.name);
    return former ? [former] : [];
  });
}
