/** Clocks of sources go ahead of the server's by this much at most (ms): what is further ahead is no value of now. */
export const furthestAhead = 10_000;

/** Whether the time of a sample says that somebody's clock is wrong. Both ms UTC. */
export const isAhead = (time: number, now: number): boolean => time > now + furthestAhead;

/**
 * Whether a sample takes the place of the newest one so far. One whose time is ahead would stay the newest, whatever came,
 * until its time has come: it stays only until there is another one.
 *
 * @param time of the sample that came, @param newest of the newest so far (ms UTC)
 */
export const isNewer = (time: number, newest: number, now: number): boolean =>
  time >= newest || isAhead(newest, now);
