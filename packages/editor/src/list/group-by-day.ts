import { dayKey, type TimeFormat } from '../time.ts';
import type { Group } from './layout.ts';

export interface DayGrouping<Item> {
  readonly key: (item: Item) => string | number;
  /** Milliseconds since 1970. */
  readonly time: (item: Item) => number;
  readonly format: TimeFormat;
  readonly now: number;
}

/** Items by local day, in the order they come in. */
export function groupByDay<Item>(
  items: readonly Item[],
  { key, time, format, now }: DayGrouping<Item>,
): Group<Item>[] {
  const groups: { key: string; label: string; items: Item[] }[] = [];
  let day = '';
  for (const item of items) {
    const itsDay = dayKey(time(item));
    if (itsDay !== day) {
      day = itsDay;
      // A clock that was set back makes the same day come twice.
      groups.push({ key: `${day}/${key(item)}`, label: format.day(time(item), now), items: [] });
    }
    groups.at(-1)?.items.push(item);
  }
  return groups;
}
