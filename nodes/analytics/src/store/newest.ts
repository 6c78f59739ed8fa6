/** Clocks of PLCs go ahead of ours by this much at most (ms): what is further ahead is an error of somebody's clock. */
const furthestAhead = 3_600_000;

/** Whether a sample's time says that some clock is or was wrong. Both ms UTC. */
export const isAhead = (time: number, now: number): boolean => time > now + furthestAhead;

/**
 * Which sample of a tag counts as its newest. Where the latest time is far in the future, such as after a clock that had
 * leapt, it would be the newest for years, whatever comes: then it is the one that came last.
 *
 * @param latest of all its samples, @param came of the one that came last, where that is known (ms UTC)
 */
export const newestOf = (latest: number, came: number | undefined, now: number): number =>
  came !== undefined && isAhead(latest, now) ? came : latest;
