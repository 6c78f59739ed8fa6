const day = 24 * 3_600_000;

/** What retention has to know of a segment that nothing is added to. */
export interface Aged {
  readonly id: number;
  readonly bytes: number;
  /** When the last of it was written (ms UTC). */
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
 * The segments that have to go, oldest first: those of which all is older than so many days, then as many as are needed
 * for the files to fit. A sample counts as old by its own time or by when it was written, whatever is later: history that
 * is filled in late is kept as long as what comes now. Times in the future say nothing.
 *
 * @param segments in the order in which they were written
 * @param others bytes of what is written to now
 */
export function expired(
  segments: readonly Aged[],
  others: number,
  { days, limit, now }: RetentionRules,
): readonly number[] {
  const isOld = ({ closedAt, newest }: Aged): boolean =>
    now !== undefined && Math.max(closedAt, newest <= now ? newest : closedAt) < now - days * day;
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, others);
  const gone: number[] = [];
  for (const segment of segments) {
    if (!isOld(segment) && bytes <= limit) continue;
    gone.push(segment.id);
    bytes -= segment.bytes;
  }
  return gone;
}
