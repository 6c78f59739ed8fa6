import { dayKey, type Group, type TimeFormat } from '@millwright/editor';
import type { VersionSummary } from '../common/version.ts';

/** Versions by local day, in the order they come in. */
export function groupByDay(
  versions: readonly VersionSummary[],
  format: TimeFormat,
  now: number,
): Group<VersionSummary>[] {
  const groups: { key: string; label: string; items: VersionSummary[] }[] = [];
  let day = '';
  for (const version of versions) {
    const key = dayKey(version.time);
    if (key !== day) {
      day = key;
      // A clock that was set back makes the same day come twice.
      groups.push({ key: `${key}/${version.number}`, label: format.day(version.time, now), items: [] });
    }
    groups.at(-1)?.items.push(version);
  }
  return groups;
}
