/** Samples of one tag that follow each other: a block, or what is in memory. */
export interface Run {
  /** The number of its first sample within the tag, and the one that the sample behind its last has. */
  readonly sequence: number;
  readonly end: number;
  /** The earliest and the latest time of its samples (ms UTC). */
  readonly first: number;
  readonly last: number;
}

/** Between these times (ms UTC), both of samples that are there, samples are missing. */
export interface Missing {
  readonly from: number;
  readonly to: number;
}

/**
 * Where samples are missing that were written: numbers of a tag are given one after the other, so one that is nowhere was
 * lost. What came late can lie at any time, so the times are those of the neighbours by number.
 *
 * @param runs in the order of their numbers
 * @param ends numbers up to which other samples reach that were not looked at
 */
export function missingBetween(runs: readonly Run[], ends: ReadonlySet<number>): readonly Missing[] {
  const missing: Missing[] = [];
  let reached = Number.POSITIVE_INFINITY;
  let before: Run | undefined;
  for (const run of runs) {
    const isLost = run.sequence > reached && !ends.has(run.sequence);
    if (before && isLost && before.last < run.first) missing.push({ from: before.last, to: run.first });
    reached = before ? Math.max(reached, run.end) : run.end;
    before = run;
  }
  return missing;
}
