/** When to try again, and when to give a silent connection up. */
export interface ConnectionPolicy {
  /** Milliseconds before the first new attempt; each further one waits twice as long. */
  readonly firstDelay: number;
  /** No wait is longer than this. */
  readonly longestDelay: number;
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
  jitter: 0.2,
  unansweredLimit: 3,
  linger: 5_000,
};

/**
 * Milliseconds to wait after `failures` attempts in a row that brought no answer.
 * @param random a number in [0, 1)
 */
export function retryDelay(failures: number, policy: ConnectionPolicy, random: number): number {
  const doubled = policy.firstDelay * 2 ** Math.min(failures - 1, 30);
  return Math.round(Math.min(doubled, policy.longestDelay) * (1 - policy.jitter * random));
}
