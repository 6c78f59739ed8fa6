const day = 24 * 3_600_000;

/** What retention has to know of a segment that nothing is added to. */
export interface Aged {
  readonly id: number;
  readonly bytes: number;
  /** When the last of it was written, as the clock said then (ms UTC). */
  readonly closedAt: number;
  readonly newest: number;
}

export interface RetentionRules {
  readonly days: number;
  /** All files of a store together. */
  readonly limit: number;
  /** ms UTC; undefined while the clock is not to be believed: then nothing goes by its age. */
  readonly now: number | undefined;
}

/**
 * From when on each segment has its age: its newest sample's own time or when it was written, whatever is later. History
 * that is filled in late is kept as long as what comes now. Times in the future say nothing; a segment that was written
 * while the clock was ahead is no younger than the next one.
 */
function agesOf(segments: readonly Aged[], now: number): ReadonlyMap<number, number> {
  const ages = new Map<number, number>();
  let written = now;
  for (const { id, closedAt, newest } of segments.toReversed()) {
    if (closedAt <= now) written = closedAt;
    ages.set(id, Math.max(written, newest <= now ? newest : written));
  }
  return ages;
}

/**
 * The segments that have to go, oldest first: those of which all is older than so many days, and if the rest does not
 * fit, as many of it as are needed.
 *
 * @param segments in the order in which they were written
 * @param others bytes of what is written to now
 */
export function expired(
  segments: readonly Aged[],
  others: number,
  { days, limit, now }: RetentionRules,
): readonly number[] {
  const ages = now === undefined ? undefined : agesOf(segments, now);
  const gone = new Set<number>();
  for (const { id } of segments) {
    const age = ages?.get(id);
    if (now !== undefined && age !== undefined && age < now - days * day) gone.add(id);
  }
  let bytes = others;
  for (const segment of segments) if (!gone.has(segment.id)) bytes += segment.bytes;
  for (const segment of segments) {
    if (bytes <= limit) break;
    if (gone.has(segment.id)) continue;
    gone.add(segment.id);
    bytes -= segment.bytes;
  }
  return segments.flatMap(({ id }) => (gone.has(id) ? [id] : []));
}
