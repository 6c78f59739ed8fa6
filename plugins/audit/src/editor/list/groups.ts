import { dayKey, type Group, type TimeFormat } from '@millwright/editor';
import type { EventSummary } from '../../common/log.ts';

/** Events by local day, in the order they come in. */
export function groupByDay(
  events: readonly EventSummary[],
  format: TimeFormat,
  now: number,
): Group<EventSummary>[] {
  const groups: { key: string; label: string; items: EventSummary[] }[] = [];
  let day = '';
  for (const event of events) {
    const time = timeOf(event);
    const key = dayKey(time);
    if (key !== day) {
      day = key;
      // A clock that was set back makes the same day come twice.
      groups.push({ key: `${key}/${event.seq}`, label: format.day(time, now), items: [] });
    }
    groups.at(-1)?.items.push(event);
  }
  return groups;
}

/** Milliseconds since 1970. */
export const timeOf = ({ time }: Pick<EventSummary, 'time'>): number => Date.parse(time);
