import type { Retention } from '../../common/settings.ts';

/** What of a version decides whether it stays. */
export interface KeptVersion {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Pinned, named, running or the newest: no rule takes it. */
  readonly stays: boolean;
  /** Every content that it needs, also those that others are told by; each once. */
  readonly contents: readonly number[];
}

export interface KeptContents {
  /** Oldest first. */
  readonly versions: readonly KeptVersion[];
  /** About what each content takes in the file, in bytes. */
  readonly sizes: ReadonlyMap<number, number>;
  /** What everything takes in the file. */
  readonly used: number;
}

export interface RetentionClock {
  readonly now: number;
  /** Without it nothing goes because of its age. */
  readonly believed: boolean;
  /** Names the local day of a moment. */
  readonly dayOf: (time: number) => string;
}

export interface RetentionPlan {
  /** Versions that go, oldest first. */
  readonly goes: readonly KeptVersion[];
  /** Contents that nobody needs then. */
  readonly contents: readonly number[];
  /** What that frees in the file, about, in bytes. */
  readonly frees: number;
  /** What always stays takes more than the rules allow. */
  readonly tooLarge: boolean;
}

const day = 24 * 60 * 60 * 1000;
/** About what a file without versions takes. */
const emptyFile = 100_000;

/** Which versions go by the rules, and what that frees. */
export function planRetention(
  { versions, sizes, used }: KeptContents,
  rules: Retention,
  clock: RetentionClock,
): RetentionPlan {
  const users = new Map<number, number>();
  for (const { contents } of versions) {
    for (const id of contents) users.set(id, (users.get(id) ?? 0) + 1);
  }
  let inContents = 0;
  for (const size of sizes.values()) inContents += size;
  /** Rows, and what lies around contents. */
  const perVersion = Math.max(0, used - inContents - emptyFile) / Math.max(1, versions.length);

  const contents: number[] = [];
  let frees = 0;
  const free = (id: number): void => {
    contents.push(id);
    frees += sizes.get(id) ?? 0;
  };
  // What nobody needs already goes too.
  for (const id of sizes.keys()) if (!users.has(id)) free(id);

  const goes = new Set<KeptVersion>();
  const take = (version: KeptVersion): void => {
    goes.add(version);
    frees += perVersion;
    for (const id of version.contents) {
      const left = (users.get(id) ?? 0) - 1;
      users.set(id, left);
      if (left === 0) free(id);
    }
  };

  const isOld = clock.believed ? oldBy(versions, rules, clock) : () => false;
  for (const version of versions) if (!version.stays && isOld(version)) take(version);

  const { maxVersions = Number.POSITIVE_INFINITY, maxBytes } = rules;
  for (const version of versions) {
    if (versions.length - goes.size <= maxVersions && used - frees <= maxBytes) break;
    if (!version.stays && !goes.has(version)) take(version);
  }
  return {
    goes: versions.filter((version) => goes.has(version)),
    contents,
    frees: Math.round(frees),
    tooLarge: used - frees > maxBytes,
  };
}

function oldBy(
  versions: readonly KeptVersion[],
  { keepAllDays, keepDailyDays }: Retention,
  { now, dayOf }: RetentionClock,
): (version: KeptVersion) => boolean {
  const times = believableTimes(versions, now);
  const lastOfDay = new Map<string, number>();
  for (const { number } of versions) lastOfDay.set(dayOf(times.get(number) ?? now), number);
  return ({ number }) => {
    const time = times.get(number) ?? now;
    const age = (now - time) / day;
    if (age <= keepAllDays) return false;
    return age > keepDailyDays || lastOfDay.get(dayOf(time)) !== number;
  };
}

/** No version is older than the software that keeps them; a machine without a clock begins at 1970, or a little later. */
const oldest = Date.parse('2026-01-01T00:00:00Z');

/**
 * When versions were made, by number, where a clock said what cannot be: that it was before all versions, or later than
 * now. Such a version counts as young as the next one, and none as older than one before it: in doubt it is younger.
 *
 * @param versions oldest first
 */
export function believableTimes(
  versions: readonly Pick<KeptVersion, 'number' | 'time'>[],
  now: number,
): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  let waiting: number[] = [];
  let latest = oldest;
  for (const { number, time } of versions) {
    waiting.push(number);
    if (time < oldest || time > now) continue;
    latest = Math.max(latest, time);
    for (const one of waiting) times.set(one, latest);
    waiting = [];
  }
  for (const one of waiting) times.set(one, now);
  return times;
}

/** The day as people at this machine see it. */
export function localDay(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
