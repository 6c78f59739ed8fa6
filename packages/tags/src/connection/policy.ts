/** When to try again, and when to give a silent connection up. */
export interface ConnectionPolicy {
  /** Milliseconds before the first new attempt; each further one waits twice as long. */
  readonly firstDelay: number;
  /** No wait is longer than this. */
  readonly longestDelay: number;
  /**
   * Milliseconds to wait at least after the peer has refused who we are: to ask again soon changes nothing, and may lock
   * the account.
   */
  readonly refusedDelay: number;
  /** The share of a wait that chance may take off, so that a hundred gateways do not knock at the same moment. */
  readonly jitter: number;
  /** So many requests in a row without an answer, and the connection is opened anew: it may be half-open. */
  readonly unansweredLimit: number;
  /** Milliseconds that a connection without users stays open: a deploy that restarts its only user does not cut it. */
  readonly linger: number;
}

export const defaultPolicy: ConnectionPolicy = {
  firstDelay: 1_000,
  longestDelay: 15_000,
  refusedDelay: 60_000,
  jitter: 0.2,
  unansweredLimit: 3,
  linger: 5_000,
};

/** The delays where nobody is to wait longer than so many milliseconds, but for who was refused. */
export const delaysUpTo = (
  longestDelay: number,
): Pick<ConnectionPolicy, 'firstDelay' | 'longestDelay' | 'refusedDelay'> => ({
  firstDelay: Math.min(defaultPolicy.firstDelay, longestDelay),
  longestDelay,
  refusedDelay: Math.max(longestDelay, defaultPolicy.refusedDelay),
});

/**
 * Milliseconds to wait after `failures` attempts in a row that brought no answer.
 * @param random a number in [0, 1)
 * @param refused whether the peer has just refused who we are
 */
export function retryDelay(
  failures: number,
  policy: ConnectionPolicy,
  random: number,
  refused = false,
): number {
  const doubled = Math.min(policy.firstDelay * 2 ** Math.min(failures - 1, 30), policy.longestDelay);
  const full = refused ? Math.max(doubled, policy.refusedDelay) : doubled;
  return Math.round(full * (1 - policy.jitter * random));
}

/** Chance adds at most so many milliseconds to the moment at which a peer wants to be asked again. */
const spread = 1_000;

/** Milliseconds to wait where the peer itself has said for how long: never less, and not all at the same moment. */
export function laterDelay(retryAfter: number, random: number): number {
  return Math.round(retryAfter + spread * random);
}
